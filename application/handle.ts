import type { Decider, Message } from '../domain/decider.js'
import type { ProposedEvent, RecordedEvent } from '../domain/envelope.js'
import { currentSchemaVersion, type DomainEvent } from '../domain/events.js'
import type { CommandContext } from './context.js'
import { loading, type Load, type Loaded } from './load.js'
import type { AppendError, AppendRequest, AppendResult, ExpectedRevision, LogFailure } from './ports/event-log.js'
import type { Ports } from './ports.js'
import { pipe, TE, type TaskEither } from './prelude.js'
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
) => TaskEither<Refusal | AppendError | LogFailure, Handled<State>>

const MAX_ATTEMPTS = 10
const REMEMBERED_STREAMS = 20_000

const stamp = ({ at, actor, origin, reason, ticket, commandId, correlationId, causationId }: CommandContext) => ({
  recordedAt: at,
  actor,
  origin,
  reason,
  ticket,
  commandId,
  $correlationId: correlationId,
  $causationId: causationId,
})

const proposed = (
  { ids }: Pick<Ports, 'ids'>,
  context: CommandContext,
  stream: string,
  events: ReadonlyArray<DomainEvent>,
): ReadonlyArray<ProposedEvent<DomainEvent>> =>
  events.map(({ type, data }, index) => ({
    ...stamp(context),
    id: ids.derived([context.commandId, stream, String(index)]),
    type,
    schemaVersion: currentSchemaVersion,
    data,
  }))

const planned = (
  events: ReadonlyArray<ProposedEvent<DomainEvent>>,
  stream: string,
  { revision }: Loaded<unknown>,
): ReadonlyArray<PlannedEvent> =>
  events.map((event, index) => ({ ...event, stream, revision: (revision ?? -1) + 1 + index, position: null }))

/** Appends what was decided; after an unknown outcome the same ids are tried again, which cannot record twice. */
const record = (
  { eventLog }: Pick<Ports, 'eventLog'>,
  request: AppendRequest,
  left: number,
): TaskEither<AppendError, AppendResult> =>
  pipe(
    eventLog.append(request),
    TE.orElse((error) =>
      error._tag === 'OutcomeUnknown' && left > 1 ? record({ eventLog }, request, left - 1) : TE.left(error),
    ),
  )

const expecting = ({ revision }: Loaded<unknown>): ExpectedRevision => (revision === null ? 'noStream' : { revision })

/**
 * Commands to one stream run one after another in this process, so that only another process can cause a conflict.
 * Time, ids, actor, reason and ticket come from the context, once for all events.
 */
export const handling = (ports: Pick<Ports, 'eventLog' | 'ids'>): { readonly handle: Handle; readonly load: Load } => {
  const load = loading(ports.eventLog, REMEMBERED_STREAMS)
  const inTurn = serially()
  const attempt: (left: number) => Handle = (left) => (decider, context, stream, command) =>
    pipe(
      load(decider, stream),
      TE.chainW((loaded) =>
        pipe(
          TE.fromEither(decider.decide(command)(loaded.state)),
          TE.map((events) => proposed(ports, context, stream, events)),
          TE.chainW((events) =>
            events.length === 0 || context.dryRun
              ? TE.right({ events: planned(events, stream, loaded), before: loaded.state })
              : pipe(
                  record(ports, { stream, expected: expecting(loaded), events }, MAX_ATTEMPTS),
                  TE.map((result) => ({ events: result.events, before: loaded.state })),
                  TE.orElse((error) =>
                    left > 1 && error._tag === 'Conflict'
                      ? attempt(left - 1)(decider, context, stream, command)
                      : TE.left(error),
                  ),
                ),
          ),
        ),
      ),
    )
  return { handle: (...args) => inTurn(args[2], attempt(MAX_ATTEMPTS)(...args)), load }
}
