import { plusMs, type Instant } from '../../domain/values/instant.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import type { KeyVaultError } from '../ports/key-vault.js'
import type { ReadFailure } from '../ports.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'

/** Where vault and ledger disagree. */
export type VaultAudit = {
  readonly entries: number
  /** In the vault, but no event speaks of them: left by an import that did not come to its end. */
  readonly orphans: ReadonlyArray<KeyRef>
  /** Without an event, but so young that an import may still be under way. */
  readonly young: ReadonlyArray<KeyRef>
  /** The ledger says kept, the vault has none, or one that nothing opens because its sealed bytes were lost. */
  readonly missing: ReadonlyArray<KeyRef>
}

type Needs = Pick<Services, 'keyVault' | 'lookup' | 'clock'>
type Failure = KeyVaultError | ReadFailure

/** An import that takes longer than this is taken for dead, in ms. */
export const importGraceMs = 15 * 60_000

/** Of the keys that seem to be missing, those that still are: an import or a destruction may have been under way. */
const stillMissing = (
  { keyVault, lookup }: Needs,
  missing: ReadonlyArray<KeyRef>,
): TaskEither<Failure, ReadonlyArray<KeyRef>> =>
  missing.length === 0
    ? TE.right([])
    : pipe(
        TE.Do,
        TE.bind('entries', () => keyVault.list()),
        TE.bindW('kept', () => lookup.keysKept()),
        TE.map(({ entries, kept }) =>
          missing.filter((ref) => kept.includes(ref) && !entries.some((entry) => entry.ref === ref && entry.isWhole)),
        ),
      )

/**
 * Compares the vault with the ledger. The vault is listed first: a key that is deposited meanwhile is not
 * mistaken for an orphan, and a key of an import under way is young. What seems to be missing is looked for again.
 */
export const auditVault = (
  needs: Needs,
  graceMs: number = importGraceMs,
): TaskEither<Failure, VaultAudit> =>
  pipe(
    TE.Do,
    TE.bind('entries', () => needs.keyVault.list()),
    TE.bindW('kept', () => needs.lookup.keysKept()),
    TE.bindW('missing', ({ entries, kept }) => {
      const held = new Set<KeyRef>(entries.filter(({ isWhole }) => isWhole).map(({ ref }) => ref))
      return stillMissing(needs, kept.filter((ref) => !held.has(ref)))
    }),
    TE.map(({ entries, kept, missing }) => {
      const spokenOf = new Set<KeyRef>(kept)
      const bound: Instant = plusMs(needs.clock.now(), -graceMs)
      const unspoken = entries.filter(({ ref }) => !spokenOf.has(ref))
      return {
        entries: entries.length,
        orphans: unspoken.filter(({ storedAt }) => storedAt <= bound).map(({ ref }) => ref),
        young: unspoken.filter(({ storedAt }) => storedAt > bound).map(({ ref }) => ref),
        missing,
      }
    }),
  )

/** Destroys an orphan, unless an import that was repeated has made use of it meanwhile. */
const swept = ({ keyVault, lookup }: Needs, orphan: KeyRef): TaskEither<Failure, ReadonlyArray<KeyRef>> =>
  pipe(
    lookup.keysKept(),
    TE.chainW((kept) =>
      kept.includes(orphan)
        ? TE.right([])
        : pipe(
            keyVault.destroy(orphan),
            TE.map(() => [orphan]),
          ),
    ),
  )

/** Destroys the orphans. Repeat: nothing left to destroy. Returns what was destroyed. */
export const sweepVault = (
  needs: Needs,
  graceMs: number = importGraceMs,
): TaskEither<Failure, ReadonlyArray<KeyRef>> =>
  pipe(
    auditVault(needs, graceMs),
    TE.chainW(({ orphans }) =>
      pipe(
        orphans,
        TE.traverseSeqArray((orphan) => swept(needs, orphan)),
        TE.map((destroyed) => destroyed.flat()),
      ),
    ),
  )
