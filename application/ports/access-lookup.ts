import type { Instant } from '../../domain/values/instant.js'
import type { Subject } from '../../domain/values/subject.js'
import type { TokenId } from '../../domain/values/token-digest.js'
import type { TaskEither } from '../prelude.js'

/** What use cases about access ask across subjects. Answers contain all that was recorded before the call. */
export type AccessLookup<Failure> = {
  /** Whose token it is or was; null where no token ever had this id. */
  readonly subjectOf: (token: TokenId) => TaskEither<Failure, Subject | null>
  /** Everybody who is administrator at an instant: neither expired nor revoked by then. */
  readonly administrators: (at: Instant) => TaskEither<Failure, ReadonlyArray<Subject>>
}
