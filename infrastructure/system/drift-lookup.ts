import type { DriftLookup, DriftToRepair, FoundDrift, FrontEndDrift } from '../../application/ports/drift-lookup.js'
import type { ReadFailure } from '../../application/ports.js'
import { CertificateRole } from '../../domain/values/certificate-role.js'
import { Fqdn } from '../../domain/values/fqdn.js'
import { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import { driftAt, isPending, type Drift } from '../../projections/drift-at.js'
import { driftToRepair } from '../../projections/drift-to-repair.js'
import { driftAcceptances } from '../../projections/observation-tables.js'
import { replicasAt } from '../../projections/replicas.js'
import type { Rows } from '../../projections/rows.js'
import type { Moment } from '../../projections/time.js'
import type { AskRows } from './ask-rows.js'
import { causesIn } from './delivery-lookup.js'
import { meantEntries } from './named-deliveries.js'

const foundDrift = ({ role, kind, certificate, file, accepted }: Drift): ReadonlyArray<FoundDrift> => {
  if (!CertificateRole.is(role)) return []
  const { thumbprint, thumbprintSha256 } = certificate ?? {}
  return [
    {
      role,
      kind,
      thumbprint: Thumbprint.is(thumbprint) ? thumbprint : null,
      thumbprintSha256: ThumbprintSha256.is(thumbprintSha256) ? thumbprintSha256 : null,
      file,
      isAccepted: accepted !== null,
    },
  ]
}

const driftOf = (rows: Rows, moment: Moment, fqdn: Fqdn): FrontEndDrift | null =>
  replicasAt(rows, moment, fqdn).length === 0
    ? null
    : {
        found: driftAt(rows, moment, fqdn).filter((drift) => !isPending(drift, moment)).flatMap(foundDrift),
        acceptances: rows.find(driftAcceptances, { equals: { fqdn } }).length,
      }

const repairs = (
  rows: Rows,
  moment: Moment,
  frontEnds: ReadonlyArray<Fqdn> | null,
): ReadonlyArray<DriftToRepair> => {
  const causeOf = causesIn(rows)
  return (frontEnds ?? [null]).flatMap((fqdn) => driftToRepair(rows, moment, fqdn)).flatMap((repair) => {
    const [meant] = meantEntries([repair.meant], () => undefined)
    return meant === undefined || !Fqdn.is(repair.fqdn)
      ? []
      : [{ fqdn: repair.fqdn, meant, attempt: repair.attempt, cause: causeOf(repair.cause) }]
  })
}

/** What use cases about drift ask of the rows of the read side, caught up before each answer. */
export const driftLookup = (askRows: AskRows): DriftLookup<ReadFailure> => ({
  driftOf: (fqdn, validAt) =>
    askRows((rows, knownAt) => driftOf(rows, { validAt, knownAt, isPresent: true }, fqdn)),
  driftToRepair: (frontEnds, validAt) =>
    askRows((rows, knownAt) => repairs(rows, { validAt, knownAt, isPresent: true }, frontEnds)),
})
