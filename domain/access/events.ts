import { t } from '../prelude.js'
import { AccessRole } from '../values/access-role.js'
import { Instant } from '../values/instant.js'
import { Subject } from '../values/subject.js'
import { TokenMark } from '../values/token-digest.js'
import { WholeNumber } from '../values/whole-number.js'
import type { MessageOf } from '../messages.js'

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

/** Everything that can happen to somebody's access. These names are the storage format. */
export const accessEvents = {
  /** `token` is null where the roles of somebody who has one were changed. */
  AccessGranted: t.type({
    subject: Subject,
    kind: t.keyof({ person: null, service: null }),
    roles: t.readonlyArray(AccessRole),
    token: orNull(TokenMark),
    expiresAt: orNull(Instant),
    grantedAt: Instant,
  }),
  /** The token before it holds until `formerUntil`. */
  TokenRotated: t.type({
    subject: Subject,
    token: TokenMark,
    expiresAt: orNull(Instant),
    formerUntil: Instant,
    rotatedAt: Instant,
  }),
  AccessRevoked: t.type({ subject: Subject, revokedAt: Instant }),
  /**
   * What somebody tried and may not do, or somebody unknown tried; repeated attempts are folded, `count` of them since
   * `firstAt`. `attempted` is a command, question or route, `problem` the type of the error.
   */
  AttemptsRefused: t.type({
    subject: orNull(t.string),
    attempted: t.string,
    problem: t.string,
    address: orNull(t.string),
    count: WholeNumber,
    firstAt: Instant,
    lastAt: Instant,
  }),
}
export type AccessEvent = MessageOf<typeof accessEvents>
