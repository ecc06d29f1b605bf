import { t } from '../prelude.js'
import { CertificateRole } from '../values/certificate-role.js'
import { Fqdn } from '../values/fqdn.js'
import { Instant } from '../values/instant.js'
import { ThumbprintSha256 } from '../values/thumbprint.js'
import type { MessageOf } from '../messages.js'
import { ObservedEntry } from '../values/observed-entry.js'

/** How what is installed differs from what is intended. Source: DESIGN 4. */
export const DriftKind = t.keyof({ missing: null, foreign: null, stale: null, unreadable: null })
export type DriftKind = t.TypeOf<typeof DriftKind>

/** Everything that can happen to what is seen of a front end. These names are the storage format. */
export const observationEvents = {
  /** What the store of a front end held: recorded when it changed, and once an hour. `observedAt` by its own clock. */
  StoreObserved: t.type({
    fqdn: Fqdn,
    entries: t.readonlyArray(ObservedEntry),
    version: t.string,
    observedAt: Instant,
    receivedAt: Instant,
  }),
  /** Somebody takes responsibility for a difference as it stands; it is drift again once it changes. */
  DriftAccepted: t.type({
    fqdn: Fqdn,
    role: CertificateRole,
    kind: DriftKind,
    thumbprintSha256: t.union([ThumbprintSha256, t.null]),
    file: t.union([t.string, t.null]),
    acceptedAt: Instant,
  }),
}
export type ObservationEvent = MessageOf<typeof observationEvents>
