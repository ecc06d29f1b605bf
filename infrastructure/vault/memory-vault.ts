import type { KeyDeposit, KeyVault, KeyVaultError } from '../../application/ports/key-vault.js'
import { secretOf } from '../../application/ports/secret.js'
import { E, TE, type Either } from '../../application/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import type { SpkiDigest } from '../../domain/values/spki-digest.js'
import { refFor } from './key-name.js'
import { publicHalfHas } from './public-half.js'

type Held = { readonly privateKey: Buffer; readonly spkiDigest: SpkiDigest; readonly storedAt: Instant }

/** A key vault that forgets everything with its process: the same contract as the file vault, without sealing. */
export const memoryVault = ({ now }: { readonly now: () => Instant }): KeyVault => {
  const held = new Map<KeyRef, Held>()

  const deposit = ({ certificate, generation, spkiDigest, privateKey }: KeyDeposit): Either<KeyVaultError, KeyRef> => {
    const ref = refFor(certificate, generation)
    if (ref === null) return E.left({ _tag: 'VaultUnavailable', operation: 'write', reason: 'EINVAL' })
    const before = held.get(ref)
    const matches = publicHalfHas(privateKey.reveal(), spkiDigest)
    if (!matches || (before !== undefined && before.spkiDigest !== spkiDigest)) {
      return E.left({ _tag: 'VaultEntryCorrupt', ref })
    }
    if (before !== undefined) return E.right(ref)
    held.set(ref, { privateKey: Buffer.from(privateKey.reveal()), spkiDigest, storedAt: now() })
    return E.right(ref)
  }

  return {
    deposit: (wanted) => TE.fromIOEither(() => deposit(wanted)),
    open: (ref) => TE.fromIOEither(() => {
      const found = held.get(ref)
      return found === undefined
        ? E.left({ _tag: 'KeyNotInVault', ref })
        : E.right(secretOf(Buffer.from(found.privateKey)))
    }),
    destroy: (ref) => TE.fromIO(() => {
      held.get(ref)?.privateKey.fill(0)
      return held.delete(ref)
    }),
    list: () => TE.fromIO(() =>
      [...held]
        .map(([ref, { storedAt }]) => ({ ref, storedAt, isWhole: true }))
        .sort((a, b) => (a.ref < b.ref ? -1 : 1))),
  }
}
