import type { AnswerNotSigned } from '../../../../application/ports/answer-signer.js'
import type { KeyNotSealed } from '../../../../application/ports/key-sealer.js'
import type { KeyVaultError } from '../../../../application/ports/key-vault.js'
import type { PfxWriteError } from '../../../../application/ports/pfx-writer.js'
import { fqdn, keyRef } from '../facts-of-samples.js'
import type { SamplesOf } from './samples-of.js'

export const vaultSamples = {
  KeyNotInVault: [{ _tag: 'KeyNotInVault', ref: keyRef }],
  VaultPassphraseRequired: [{ _tag: 'VaultPassphraseRequired' }],
  VaultPassphraseWrong: [{ _tag: 'VaultPassphraseWrong' }],
  VaultKeyMissing: [{ _tag: 'VaultKeyMissing', path: '/srv/ledger/vault/vault.key' }],
  VaultKeyExposed: [{ _tag: 'VaultKeyExposed', path: '/srv/ledger/vault/vault.key', mode: '644' }],
  VaultEntryCorrupt: [{ _tag: 'VaultEntryCorrupt', ref: keyRef }],
  VaultUnavailable: [
    { _tag: 'VaultUnavailable', operation: 'read', reason: 'EACCES' },
    { _tag: 'VaultUnavailable', operation: 'write', reason: 'ENOSPC' },
    { _tag: 'VaultUnavailable', operation: 'list', reason: 'VAULT_VERSION_NEWER' },
    { _tag: 'VaultUnavailable', operation: 'destroy', reason: 'EXDEV' },
    { _tag: 'VaultUnavailable', operation: 'read', reason: 'VAULT_HAS_NO_PASSPHRASE' },
  ],
  PfxNotWritten: [{ _tag: 'PfxNotWritten' }],
  KeyNotSealed: [{ _tag: 'KeyNotSealed', fqdn }],
  AnswerNotSigned: [{ _tag: 'AnswerNotSigned' }],
} satisfies SamplesOf<KeyVaultError | PfxWriteError | KeyNotSealed | AnswerNotSigned>
