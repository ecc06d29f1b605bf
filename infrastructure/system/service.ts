import type { AccessError } from '../../application/access/access-error.js'
import type { Principal } from '../../application/access/principal.js'
import type { Stirred } from '../../application/reactions/stirred.js'
import type { EventLog, LogFailure } from '../../application/ports/event-log.js'
import type { ReadFailure } from '../../application/ports.js'
import type { Secret } from '../../application/ports/secret.js'
import type { TaskEither } from '../../application/prelude.js'
import type { CommandName } from '../../application/commands/catalogue.js'
import type { RefusedAttempt } from '../../application/access/refused-attempts.js'
import type { AgentDesk } from '../../application/agents/desk.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Position } from '../../domain/values/position.js'
import type { Uuid } from '../../domain/values/uuid.js'
import type { QuestionName } from '../../projections/questions/catalogue.js'
import type { Session, SessionError } from './session.js'

/** Work that follows from what was recorded, or from the clock; a repeat with nothing due records nothing. */
export type Reaction = {
  readonly name: string
  /** Looks at what was stirred, and at what falls due by the clock alone; returns how many events it recorded. */
  readonly run: (stirred: Stirred) => TaskEither<SessionError, number>
}

/** A command or question with its parameters. */
export type Named = {
  readonly name: CommandName | QuestionName
  readonly input: Readonly<Record<string, unknown>>
}

/** A ledger as a server needs it: a session, and who may use it. */
export type Service = Session & {
  readonly now: () => Instant
  /** Whose token it is, as of now: what was revoked before the call is not let in. */
  readonly authenticate: (token: Secret) => TaskEither<AccessError | ReadFailure, Principal>
  /** Puts a refused attempt on record, later and folded with others like it. */
  readonly refused: (attempt: RefusedAttempt) => void
  readonly agents: AgentDesk
  readonly head: () => TaskEither<LogFailure, Position>
  readonly follow: EventLog['follow']
  /** The one stream that something is about; null where there is none, or are several. */
  readonly streamOf: (named: Named) => TaskEither<ReadFailure, string | null>
  /** The last revision of a stream; null where it has no event. */
  readonly revisionOf: (stream: string) => TaskEither<LogFailure, number | null>
  /** A command id that is the same for the same parts, whoever makes it. */
  readonly derivedId: (parts: ReadonlyArray<string>) => Uuid
  /** In the order in which they are run. */
  readonly reactions: ReadonlyArray<Reaction>
}
