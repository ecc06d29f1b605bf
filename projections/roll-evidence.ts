import type { RollPolicy } from '../domain/roll-policy/facts.js'
import { plusMs, type Instant } from '../domain/values/instant.js'
import { deliveryVersions } from './delivery-tables.js'
import { replicasAt, type Replica } from './replicas.js'
import { rollPolicyAt } from './roll-policies.js'
import type { Rows } from './rows.js'
import { generationAt } from './slot-generations.js'
import { slotsAt, type SlotAt, type SlotsMeant } from './slots-at.js'
import type { RowOf } from './table.js'
import type { Moment } from './time.js'
import { versionAt } from './versions.js'

/** How a front end stands to a staged certificate; null where its delivery was not asked for yet. */
export type Witness = { readonly replica: Replica; readonly delivery: RowOf<typeof deliveryVersions> | null }

/**
 * What is known of a staged roll: `late` from the policy's margin on, as long as a front end with an agent has not
 * proved it, or none has one.
 */
export type RollEvidence = {
  readonly slot: SlotAt
  readonly staged: NonNullable<SlotAt['value']['staged']>
  readonly policy: RollPolicy
  /** From when on an unproved roll is late. */
  readonly decidedAt: Instant
  readonly witnesses: ReadonlyArray<Witness>
  readonly verdict: 'proved' | 'unproved' | 'late'
}

/** True where the installed key signed what the ledger asked it to sign. */
export const isProof = ({ delivery }: Witness): boolean => delivery?.state === 'proved'

/** A front end without an agent can prove nothing, and nothing is expected of it. */
export const isAwaited = (witness: Witness): boolean => witness.replica.agent !== null && !isProof(witness)

const verdictOf = (
  witnesses: ReadonlyArray<Witness>,
  decidedAt: Instant,
  { validAt }: Moment,
): RollEvidence['verdict'] => {
  const isProved = witnesses.some(isProof) && !witnesses.some(isAwaited)
  if (isProved) return 'proved'
  return decidedAt <= validAt ? 'late' : 'unproved'
}

type Located = { readonly slot: string; readonly generation: number | undefined }

const witnessOf = (rows: Rows, moment: Moment, { slot, generation }: Located) => (replica: Replica): Witness => ({
  replica,
  delivery:
    generation === undefined
      ? null
      : (versionAt(rows, deliveryVersions, { fqdn: replica.fqdn, slot, generation }, moment) ?? null),
})

const evidenceOf = (rows: Rows, moment: Moment, replicas: ReadonlyArray<Replica>) =>
  (slot: SlotAt): ReadonlyArray<RollEvidence> => {
    const { staged } = slot.value
    if (staged === null) return []
    const policy = rollPolicyAt(rows, slot.slot, moment)
    const decidedAt = plusMs(staged.effectiveAt, -policy.marginMs)
    const generation = generationAt(rows, slot.slot, staged.certificate, moment)?.generation
    const witnesses = replicas
      .filter(({ fqdn }) => slot.scope === 'global' || slot.scope === fqdn)
      .map(witnessOf(rows, moment, { slot: slot.slot, generation }))
    return [{ slot, staged, policy, decidedAt, witnesses, verdict: verdictOf(witnesses, decidedAt, moment) }]
  }

/** The evidence for every roll that was staged at a moment, or for those that are meant. */
export const rollEvidenceAt = (rows: Rows, moment: Moment, meant: SlotsMeant = {}): ReadonlyArray<RollEvidence> => {
  const staged = slotsAt(rows, moment, meant).filter(({ value }) => value.staged !== null)
  return staged.length === 0 ? [] : staged.flatMap(evidenceOf(rows, moment, replicasAt(rows, moment)))
}
