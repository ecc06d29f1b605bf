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
  /** The ledger says kept, the vault has none. */
  readonly missing: ReadonlyArray<KeyRef>
}

type Needs = Pick<Services, 'keyVault' | 'lookup' | 'clock'>
type Failure = KeyVaultError | ReadFailure

/** An import that takes longer than this is taken for dead, in ms. */
export const importGraceMs = 15 * 60_000

/**
 * Compares the vault with the ledger. The vault is listed first: a key that is deposited meanwhile is not
 * mistaken for an orphan, and a key of an import under way is young.
 */
export const auditVault = (
  { keyVault, lookup, clock }: Needs,
  graceMs: number = importGraceMs,
): TaskEither<Failure, VaultAudit> =>
  pipe(
    TE.Do,
    TE.bind('entries', () => keyVault.list()),
    TE.bindW('kept', () => lookup.keysKept()),
    TE.map(({ entries, kept }) => {
      const spokenOf = new Set<KeyRef>(kept)
      const held = new Set<KeyRef>(entries.map(({ ref }) => ref))
      const bound: Instant = plusMs(clock.now(), -graceMs)
      const unspoken = entries.filter(({ ref }) => !spokenOf.has(ref))
      return {
        entries: entries.length,
        orphans: unspoken.filter(({ storedAt }) => storedAt <= bound).map(({ ref }) => ref),
        young: unspoken.filter(({ storedAt }) => storedAt > bound).map(({ ref }) => ref),
        missing: kept.filter((ref) => !held.has(ref)),
      }
    }),
  )

/** Destroys the orphans. Repeat: nothing left to destroy. Returns what was destroyed. */
export const sweepVault = (
  services: Needs,
  graceMs: number = importGraceMs,
): TaskEither<Failure, ReadonlyArray<KeyRef>> =>
  pipe(
    auditVault(services, graceMs),
    TE.chainW(({ orphans }) =>
      pipe(
        orphans,
        TE.traverseSeqArray((ref) => services.keyVault.destroy(ref)),
        TE.map(() => orphans),
      ),
    ),
  )
