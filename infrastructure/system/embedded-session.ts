import { commands } from '../../application/commands/catalogue.js'
import type { CommandResult } from '../../application/commands/command.js'
import { auditVault, sweepVault } from '../../application/housekeeping/vault-audit.js'
import type { ReadFailure } from '../../application/ports.js'
import type { EventLog } from '../../application/ports/event-log.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import { activateDueRolls } from '../../application/reactions/activate-due-rolls.js'
import type { Services } from '../../application/services.js'
import { beginning, type Position } from '../../domain/values/position.js'
import { summaryOf } from '../../projections/audit-summary.js'
import { questions } from '../../projections/questions/catalogue.js'
import type { Question } from '../../projections/questions/question.js'
import type { AskRows } from './row-lookup.js'
import type { CommandAnswer, EventName, RebuildReport, Session, SessionError } from './session.js'
import { verifyRecords } from './verify-records.js'

/** What an embedded session is made of. */
export type Embedded = {
  readonly services: Services
  readonly eventLog: EventLog
  readonly askRows: AskRows
  readonly rebuild: (progress: (applied: number) => void) => TaskEither<ReadFailure, RebuildReport>
  readonly close: () => Promise<void>
}

type RecordedOrPlanned = CommandResult['events'][number]

const eventName = (event: RecordedOrPlanned): EventName => {
  const { type, stream, revision, position } = event
  const name = { type, stream, revision, position }
  return event.position === null ? name : { ...name, summary: summaryOf(event) }
}

const planOf = (events: CommandResult['events']): Pick<CommandAnswer, 'planned'> => ({
  planned: events.map(({ type, stream, data }) => ({ type, stream, data })),
})

/** The position of an answer to a command: its last event's, or the head where it recorded none. */
const positionOf = (eventLog: EventLog, events: CommandResult['events']): TaskEither<ReadFailure, Position> => {
  const last = events.at(-1)?.position ?? null
  return last === null ? eventLog.head() : TE.right(last)
}

const answered = (
  { services, eventLog }: Embedded,
  { events, ...result }: CommandResult,
  dryRun: boolean,
): TaskEither<SessionError, CommandAnswer> => {
  const now = services.clock.now()
  return pipe(
    positionOf(eventLog, events),
    TE.map((position) => ({
      ...result,
      ...(dryRun ? planOf(events) : {}),
      events: events.map(eventName),
      dryRun,
      position,
      at: now,
      knownAt: now,
    })),
  )
}

/** A ledger in this process, behind the interface that every face uses. */
export const embeddedSession = (embedded: Embedded): Session => {
  const { services, askRows, eventLog } = embedded
  return {
    command: (name, input, asked) =>
      pipe(
        commands[name].execute(services, input, asked),
        TE.chainW((result) => answered(embedded, result, asked.dryRun)),
      ),
    question: (name, input, moment) => {
      const asked: Question<Readonly<Record<string, unknown>>> = questions[name]
      return pipe(
        askRows((rows, reached) => asked.ask(rows, input, moment, { now: services.clock.now(), reached })),
        TE.chainEitherKW((answer) => answer),
      )
    },
    activateDueRolls: () => pipe(activateDueRolls(services), TE.map((events) => events.map(eventName))),
    nextEffectiveInstant: () => services.lookup.nextEffectiveInstant(),
    auditVault: () => auditVault(services),
    sweepVault: () => sweepVault(services),
    verifyRecords: (progress) => verifyRecords(eventLog, beginning, progress),
    rebuildReadSide: embedded.rebuild,
    close: embedded.close,
  }
}
