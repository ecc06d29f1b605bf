import type { KeyVault } from '../../application/ports/key-vault.js'
import type { Secret } from '../../application/ports/secret.js'
import { pipe, TE } from '../../application/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import { depositKey } from './deposit-key.js'
import { destroyKey } from './destroy-key.js'
import { listKeys } from './list-keys.js'
import { openKey } from './open-key.js'
import { keyDeriver } from './passphrase-key.js'
import { shredOldDrafts } from './shred-old-drafts.js'

export type FileVaultOptions = {
  readonly directory: string
  /** UTF-8. null or empty: the vault's key stands in a file, `vault.key`. The first deposit decides it for ever. */
  readonly passphrase: Secret | null
  readonly now: () => Instant
}

/** Runs a task the first time only, and never fails: what it does can as well be done by the next process. */
const once = (task: () => Promise<unknown>): (() => Promise<void>) => {
  let isDue = true
  return async () => {
    if (isDue) {
      isDue = false
      await task()
    }
  }
}

/**
 * A key vault of files in one directory, by envelope encryption with AES-256-GCM. No file is touched before the first
 * deposit. Several processes may use the directory at once. What is destroyed stays destroyed, but for copies that
 * others made. Source: FIELD F5, DESIGN 9, ADR 0005.
 */
export const fileVault = ({ directory, passphrase, now }: FileVaultOptions): KeyVault => {
  const given = passphrase !== null && passphrase.reveal().length > 0
  const tidyOnce = once(shredOldDrafts(directory))
  const lock = { directory, deriveKey: given ? keyDeriver(passphrase) : null }
  return {
    deposit: (deposit) => pipe(depositKey(lock, now)(deposit), TE.chainFirstTaskK(() => tidyOnce)),
    open: openKey(lock),
    destroy: destroyKey(directory),
    list: () => listKeys(directory),
  }
}
