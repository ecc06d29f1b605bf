import { memoryVault } from '../../../infrastructure/vault/memory-vault.js'
import { keyVaultContract } from '../../contracts/key-vault.contract.js'

keyVaultContract('memory', { emptyVault: (now) => Promise.resolve(memoryVault({ now })), runs: 100 })
