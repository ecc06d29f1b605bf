import type { AccessRole } from '../values/access-role.js'
import type { Instant } from '../values/instant.js'
import type { Subject } from '../values/subject.js'
import type { TokenMark } from '../values/token-digest.js'
import type { AccessEvent } from './events.js'

export type SubjectKind = Extract<AccessEvent, { readonly type: 'AccessGranted' }>['data']['kind']

/** When access is to end; null: as it is, or where there is none yet, after the usual time. */
export type Expiry = Instant | 'never' | null

/** `hasOtherAdministrator`: beside this subject somebody else is administrator at `at`. `force` goes without one. */
type Standing = { readonly hasOtherAdministrator: boolean; readonly force: boolean }

/** What can be said of somebody's access. Source: DESIGN 4. */
export type AccessCommand =
  /**
   * To somebody who has none, or whose access was revoked or has expired, with `token`; somebody who has some gets
   * other roles or another expiry, and keeps the token. The same again: no event.
   */
  | {
      readonly type: 'GrantAccess'
      readonly data: Standing & {
        readonly subject: Subject
        /** null: as it is; a person at first. */
        readonly kind: SubjectKind | null
        readonly roles: ReadonlyArray<AccessRole>
        readonly token: TokenMark
        readonly expiry: Expiry
        readonly at: Instant
      }
    }
  /** Each time another token. The one before it holds `overlapMs` longer, never beyond its own expiry. */
  | {
      readonly type: 'RotateToken'
      readonly data: {
        readonly subject: Subject
        readonly token: TokenMark
        readonly expiry: Expiry
        readonly overlapMs: number
        readonly at: Instant
      }
    }
  /** Repeat: no event. */
  | { readonly type: 'RevokeAccess'; readonly data: Standing & { readonly subject: Subject; readonly at: Instant } }
  /** What was tried is always on record. */
  | {
      readonly type: 'RecordRefusedAttempts'
      readonly data: Extract<AccessEvent, { readonly type: 'AttemptsRefused' }>['data']
    }
