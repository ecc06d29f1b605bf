import { t } from '../prelude.js'
import { CertificateRole } from './certificate-role.js'
import { Instant } from './instant.js'
import { Place } from './place.js'
import { Thumbprint, ThumbprintSha256 } from './thumbprint.js'

/**
 * One thing that an agent found in its store. `place` is null for a file that the agent did not put there; a file that
 * cannot be opened has no certificate.
 */
export const ObservedEntry = t.readonly(
  t.type({
    role: CertificateRole,
    place: t.union([Place, t.null]),
    certificate: t.union([
      t.type({
        thumbprint: Thumbprint,
        thumbprintSha256: ThumbprintSha256,
        subject: t.string,
        notAfter: Instant,
      }),
      t.null,
    ]),
    privateKey: t.keyof({ usable: null, missing: null, unreadable: null, otherKey: null }),
    /** Relative to the store, for a file that was found; null for what the agent itself installed. */
    file: t.union([t.string, t.null]),
  }),
)
export type ObservedEntry = t.TypeOf<typeof ObservedEntry>
