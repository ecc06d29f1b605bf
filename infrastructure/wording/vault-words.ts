import type { AnswerNotSigned } from '../../application/ports/answer-signer.js'
import type { KeyNotSealed } from '../../application/ports/key-sealer.js'
import type { KeyVaultError } from '../../application/ports/key-vault.js'
import type { PfxWriteError } from '../../application/ports/pfx-writer.js'
import { pathWords } from './printable.js'
import { reasonWords } from './reason-words.js'
import type { ByTag, Wordings } from './wording.js'

type Operation = Extract<KeyVaultError, { readonly _tag: 'VaultUnavailable' }>['operation']

const attempts: Readonly<Record<Operation, string>> = {
  read: 'A private key could not be read',
  write: 'A private key could not be stored',
  list: 'The private keys could not be listed',
  destroy: 'A private key could not be destroyed',
}

const remedies: ReadonlyMap<string, string> = new Map([
  ['VAULT_FILE_DAMAGED', 'Restore the files of the vault from a backup.'],
  ['VAULT_HAS_NO_PASSPHRASE', 'Repeat without a passphrase: the vault opens with its key file alone.'],
  ['VAULT_KEY_OF_OTHER_VAULT', 'Put the `vault.key` of this vault back from a backup.'],
  ['VAULT_VERSION_NEWER', 'Use the newer program.'],
])
const givePassphrase =
  'Give the passphrase that the vault was made with: `--vault-passphrase-file FILE`, or ' +
  '`CERTLEDGER_VAULT_PASSPHRASE_FILE`'
const lookAround =
  'Look at the directory of the vault, its rights and the space on its disk; `certledger doctor` does, too.'

/** Words for the key vault, and for writing a PFX. */
export const vaultWords: Wordings<ByTag<KeyVaultError | PfxWriteError | KeyNotSealed | AnswerNotSigned>> = {
  KeyNotInVault: {
    outcome: 'corrupt',
    title: 'The vault does not hold the private key',
    detail: ({ ref }) => `The ledger says that ${ref} is kept, but the vault has no such entry.`,
    remedy:
      'Restore the vault from a backup, or import the file with the key again. `certledger doctor` compares vault ' +
      'and ledger.',
  },
  VaultPassphraseRequired: {
    outcome: 'locked',
    title: 'The vault is locked with a passphrase',
    detail: 'Its keys open only with a passphrase, and none was given.',
    remedy: `${givePassphrase}.`,
  },
  VaultPassphraseWrong: {
    outcome: 'locked',
    title: 'The passphrase of the vault is wrong',
    detail: 'The vault does not open with the passphrase that was given.',
    remedy: `${givePassphrase}. It cannot be recovered from the vault.`,
  },
  VaultKeyMissing: {
    outcome: 'unavailable',
    title: 'A file of the vault is missing',
    detail: ({ path }) => `${pathWords(path)} is not there; without it no private key can be opened.`,
    remedy: 'Put it back from a backup. It is not made anew, because a new one would open nothing.',
  },
  VaultKeyExposed: {
    outcome: 'unavailable',
    title: 'The key file of the vault is open to others',
    detail: ({ path, mode }) => `${pathWords(path)} has the mode ${mode}; only its owner may use it (600).`,
    remedy: ({ path }) => `Run \`chmod 600 ${pathWords(path)}\`, and consider who may have read it.`,
  },
  VaultEntryCorrupt: {
    outcome: 'corrupt',
    title: 'An entry of the vault is damaged',
    detail: ({ ref }) => `${ref} is not what was stored: it was changed or cut short outside of certledger.`,
    remedy: 'Restore the vault from a backup, or import the file with the key again.',
  },
  VaultUnavailable: {
    outcome: 'unavailable',
    title: 'The key vault cannot be used',
    detail: ({ operation, reason }) => `${attempts[operation]}: ${reasonWords(reason)}.`,
    remedy: ({ reason }) => remedies.get(reason) ?? lookAround,
  },
  PfxNotWritten: {
    outcome: 'failure',
    title: 'The PFX could not be made',
    detail: 'Certificate and key could not be written as PKCS#12. That the key was read is on record.',
    remedy: 'Repeat the export; report it if it happens again.',
  },
  KeyNotSealed: {
    outcome: 'failure',
    title: 'The key could not be sealed',
    detail: ({ fqdn }) => `The key that the agent of ${fqdn} gave is none that can be sealed to.`,
    remedy: 'Enrol the agent again with new keys.',
  },
  AnswerNotSigned: {
    outcome: 'corrupt',
    title: 'The answer could not be signed',
    detail: 'What the vault keeps as the key of the ledger is none that it can sign with.',
    remedy: 'Restore the vault from a backup.',
  },
}
