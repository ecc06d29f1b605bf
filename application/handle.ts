import type { Decider, Message } from '../domain/decider.js'
import type { ProposedEvent, RecordedEvent } from '../domain/envelope.js'
import { currentSchemaVersion, type DomainEvent } from '../domain/events.js'
import type { Instant } from '../domain/values/instant.js'
import type { CommandContext, RevisionDiffers } from './context.js'
import type { Loaded, Streams } from './load.js'
import type { AppendError, AppendRequest, AppendResult, ExpectedRevision, LogFailure } from './ports/event-log.js'
import type { Ports } from './ports.js'
import { E, pipe, TE, type TaskEither } from './prelude.js'
import { serially } from './serially.js'

/** What became of a command: the events (those it would record, in a dry run), and the state that it was decided on. */
export type Handled<State> = {
  readonly events: ReadonlyArray<RecordedEvent<DomainEvent> | PlannedEvent>
  readonly before: State
}

/** An event that a dry run would record. */
export type PlannedEvent = ProposedEvent<DomainEvent> & {
  readonly stream: string
  readonly revision: number
  readonly position: null
}

/** The only transact: load, fold, decide, append at the expected revision, and again on a conflict. */
export type Handle = <Command extends Message, Event extends DomainEvent, State, Refusal>(
  decider: Decider<Command, Event, State, Refusal>,
  context: CommandContext,
  stream: string,
  command: Command,
) => TaskEither<Refusal | AppendError | RevisionDiffers | LogFailure, Handled<State>>

const MAX_ATTEMPTS = 10

const stamp = (
  { actor, origin, reason, ticket, commandId, correlationId, causationId }: CommandContext,
  recordedAt: Instant,
) => ({
  recordedAt,
  actor,
  origin,
  reason,
  ticket,
  commandId,
  $correlationId: correlationId,
  $causationId: causationId,
})

const proposed = (
  { ids, clock }: Pick<Ports, 'ids' | 'clock'>,
  context: CommandContext,
  stream: string,
  events: ReadonlyArray<DomainEvent>,
): ReadonlyArray<ProposedEvent<DomainEvent>> => {
  const common = stamp(context, clock.now())
  return events.map(({ type, data }, index) => ({
    ...common,
    id: ids.derived([context.commandId, stream, String(index)]),
    type,
    schemaVersion: currentSchemaVersion,
    data,
  }))
}

const planned = (
  events: ReadonlyArray<ProposedEvent<DomainEvent>>,
  stream: string,
  { revision }: Loaded<unknown>,
): ReadonlyArray<PlannedEvent> =>
  events.map((event, index) => ({ ...event, stream, revision: (revision ?? -1) + 1 + index, position: null }))

/**
 * Appends what was decided; after an unknown outcome the same ids are tried again, which cannot record twice. Success
 * or a conflict then tell what became of the first try; anything else leaves it unknown.
 */
const record = (
  { eventLog }: Pick<Ports, 'eventLog'>,
  request: AppendRequest,
  left: number,
): TaskEither<AppendError, AppendResult> =>
  pipe(
    eventLog.append(request),
    TE.orElse((error) =>
      error._tag === 'OutcomeUnknown' && left > 1
        ? pipe(
            record({ eventLog }, request, left - 1),
            TE.mapLeft((later) => (later._tag === 'Conflict' ? later : error)),
          )
        : TE.left(error),
    ),
  )

const expecting = ({ revision }: Loaded<unknown>): ExpectedRevision => (revision === null ? 'noStream' : { revision })

type Needs = Pick<Ports, 'eventLog' | 'ids' | 'clock'> & { readonly streams: Streams }

/** Records what was decided, and folds it into the remembered stream. */
const recorded = (
  { eventLog, streams }: Needs,
  stream: string,
  loaded: Loaded<unknown>,
  events: ReadonlyArray<ProposedEvent<DomainEvent>>,
) =>
  pipe(
    record({ eventLog }, { stream, expected: expecting(loaded), events }, MAX_ATTEMPTS),
    TE.map((result) => {
      streams.learn(result.events)
      return result.events
    }),
  )

/** Whether the stream stands elsewhere than where whoever asks has seen it. */
const differing = ({ seen }: CommandContext, stream: string, { revision }: Loaded<unknown>): RevisionDiffers | null =>
  seen === undefined || seen.stream !== stream || seen.revision === revision
    ? null
    : { _tag: 'RevisionDiffers', stream, expected: seen.revision, actual: revision }

/** A command that was recorded before under its id is answered with that, whatever became of the stream since. */
const unlessRecordedBefore =
  <State>({ eventLog }: Needs, { commandId }: CommandContext, stream: string, { state }: Loaded<State>) =>
  <Failure>(error: Failure): TaskEither<Failure | LogFailure, Handled<State>> =>
    pipe(
      eventLog.readStream(stream),
      TE.map((slice) => slice.events.filter((event) => event.commandId === commandId)),
      TE.chainW((events) => (events.length === 0 ? TE.left(error) : TE.right({ events, before: state }))),
    )

/**
 * Commands to one stream run one after another in this process, so that only another process can cause a conflict;
 * then what it recorded is folded in and the command is decided again. Actor, reason and ticket come from the context;
 * `recordedAt` is the clock at the append, so that what took long before does not slip behind an answer already given.
 */
export const handling = (needs: Needs): Handle => {
  const inTurn = serially()
  const attempt: (left: number) => Handle = (left) => (decider, context, stream, command) =>
    pipe(
      needs.streams.load(decider, stream),
      TE.chainW((loaded) => {
        const unlessBefore = unlessRecordedBefore(needs, context, stream, loaded)
        const otherRevision = differing(context, stream, loaded)
        if (otherRevision !== null) return unlessBefore(otherRevision)
        const decided = decider.decide(command)(loaded.state)
        if (E.isLeft(decided)) return unlessBefore(decided.left)
        const events = proposed(needs, context, stream, decided.right)
        const before = loaded.state
        if (events.length === 0 || context.dryRun) return TE.right({ events: planned(events, stream, loaded), before })
        return pipe(
          recorded(needs, stream, loaded, events),
          TE.map((all) => ({ events: all, before })),
          TE.orElse((error) => {
            if (error._tag !== 'Conflict') return TE.left(error)
            return left > 1
              ? pipe(needs.streams.refresh, TE.chainW(() => attempt(left - 1)(decider, context, stream, command)))
              : unlessBefore(error)
          }),
        )
      }),
    )
  return (...args) => inTurn(args[2], attempt(MAX_ATTEMPTS)(...args))
}
