import type { DriftKind } from '../../domain/observation/events.js'
import type { CertificateRole } from '../../domain/values/certificate-role.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import type { TaskEither } from '../prelude.js'
import type { Cause, MeantCertificate } from './delivery-lookup.js'

/** A difference between what is intended and what is observed at a front end, which is not a mere delay. */
export type FoundDrift = {
  readonly role: CertificateRole
  readonly kind: DriftKind
  readonly thumbprint: Thumbprint | null
  readonly thumbprintSha256: ThumbprintSha256 | null
  readonly file: string | null
  readonly isAccepted: boolean
}

/** The differences at a front end, and how many were ever accepted there. */
export type FrontEndDrift = { readonly found: ReadonlyArray<FoundDrift>; readonly acceptances: number }

/** A certificate that is not in force where it was delivered to, and the attempt that delivers it again. */
export type DriftToRepair = {
  readonly fqdn: Fqdn
  readonly meant: MeantCertificate
  readonly attempt: number
  readonly cause: Cause | null
}

/** What use cases about drift ask across aggregates. Answers contain all that was recorded before the call. */
export type DriftLookup<Failure> = {
  /** null for a front end that is not registered. */
  readonly driftOf: (fqdn: Fqdn, at: Instant) => TaskEither<Failure, FrontEndDrift | null>
  /** For some front ends, or with null for all of them. */
  readonly driftToRepair: (
    frontEnds: ReadonlyArray<Fqdn> | null,
    at: Instant,
  ) => TaskEither<Failure, ReadonlyArray<DriftToRepair>>
}
