import type { Instant } from '../values/instant.js'
import type { Subject } from '../values/subject.js'

/** Why something cannot be said of somebody's access, with the facts. */
export type AccessRefusal =
  | { readonly _tag: 'AccessNotGranted'; readonly subject: Subject }
  | { readonly _tag: 'AccessIsRevoked'; readonly subject: Subject; readonly revokedAt: Instant }
  | { readonly _tag: 'ExpiryNotInFuture'; readonly subject: Subject; readonly expiresAt: Instant; readonly at: Instant }
  /** Nobody would be left who may grant access. */
  | { readonly _tag: 'LastAdministrator'; readonly subject: Subject }
