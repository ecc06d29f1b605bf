import type {
  Cause, DeliveryPlan, MeantCertificate, MeantFor, OpenDelivery, UnprovedRoll,
} from '../../application/ports/delivery-lookup.js'
import { CertificateRef } from '../../domain/values/certificate-ref.js'
import { Fqdn } from '../../domain/values/fqdn.js'
import { Instant } from '../../domain/values/instant.js'
import { slotFromText } from '../../domain/values/slot.js'
import { Uuid } from '../../domain/values/uuid.js'
import type * as Plan from '../../projections/delivery-plan.js'
import type { openDeliveries } from '../../projections/delivery-tables.js'
import type { Meant } from '../../projections/meant-for.js'
import { isAwaited, type RollEvidence } from '../../projections/roll-evidence.js'
import type { RowOf } from '../../projections/table.js'

const progress: ReadonlyArray<OpenDelivery['progress']> = ['requested', 'collected', 'installed', 'proved', 'failed']

/** A certificate as rows tell it, in the words of use cases; undefined where a row holds what nobody wrote. */
const meantCertificate = ({ slot: text, generation, certificate, as, effectiveAt }: Meant):
  MeantCertificate | undefined => {
  const slot = slotFromText(text)
  const { thumbprint, thumbprintSha256, subject, notBefore, notAfter } = certificate
  const ref = { thumbprint, thumbprintSha256, subject, notBefore, notAfter }
  if (slot === undefined || !CertificateRef.is(ref)) return undefined
  return { slot, generation, certificate: ref, as, effectiveAt: Instant.is(effectiveAt) ? effectiveAt : null }
}

const openDelivery = (row: RowOf<typeof openDeliveries> | undefined): OpenDelivery | null => {
  const reached = progress.find((state) => state === row?.state)
  return row === undefined || reached === undefined || !Uuid.is(row.challenge)
    ? null
    : { attempt: row.attempt, challenge: row.challenge, progress: reached }
}

/** What is meant for a front end, each with its delivery. */
export const meantEntries = (
  meant: ReadonlyArray<Meant>,
  deliveryOf: (meant: Meant) => RowOf<typeof openDeliveries> | undefined,
): MeantFor['entries'] =>
  meant.flatMap((one) => {
    const named = meantCertificate(one)
    return named === undefined ? [] : [{ ...named, delivery: openDelivery(deliveryOf(one)) }]
  })

/** A plan of the read side in the words of use cases. */
export const namedPlan = (
  { wanted, unwanted }: Plan.DeliveryPlan,
  causeOf: (position: number) => Cause | null,
): DeliveryPlan => ({
  wanted: wanted.flatMap(({ fqdn, meant, attempt, because, cause }) => {
    const named = meantCertificate(meant)
    return named === undefined || !Fqdn.is(fqdn)
      ? []
      : [{ fqdn, meant: named, attempt, because, cause: causeOf(cause) }]
  }),
  unwanted: unwanted.flatMap(({ fqdn, slot: text, ...delivery }) => {
    const slot = slotFromText(text)
    return slot === undefined || !Fqdn.is(fqdn) ? [] : [{ ...delivery, fqdn, slot }]
  }),
})

/** A late roll that is to be held, with those who have not proved it; nothing where nobody is awaited. */
export const unprovedRolls = ({ slot: { slot: text }, staged, policy, verdict, witnesses }: RollEvidence):
ReadonlyArray<UnprovedRoll> => {
  const slot = slotFromText(text)
  const notProvedBy = witnesses.filter(isAwaited).map(({ replica }) => replica.fqdn).filter(Fqdn.is)
  return slot === undefined || verdict !== 'late' || policy.unproved !== 'hold' || notProvedBy.length === 0
    ? []
    : [{ slot, rollId: staged.rollId, effectiveAt: staged.effectiveAt, notProvedBy }]
}
