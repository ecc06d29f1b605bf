import type { AppendError, AppendRequest } from '../../application/ports/event-log.js'
import { E, type Either } from '../../application/prelude.js'
import type { ProposedEvent } from '../../domain/envelope.js'
import { currentSchemaVersion, domainEvents, type DomainEvent } from '../../domain/events.js'
import { Uuid } from '../../domain/values/uuid.js'
import { contentCheck } from './codec/content-check.js'
import { contentWriter } from './codec/content-writer.js'
import { recordDraft, type RecordDraft } from './record-draft.js'
import { freeTextsOf, refuseSecrets } from './secret-firewall.js'
import { isStamped } from './stored-envelope.js'

/** How much one append may hold: events, bytes of one record, bytes of all its records. */
export type AppendLimits = {
  readonly maxEvents: number
  readonly maxRecordBytes: number
  readonly maxAppendBytes: number
}

/** 1,000 events; 1,000,000 bytes a record, which every store takes; 16 MiB in all. */
export const appendLimits: AppendLimits = {
  maxEvents: 1_000,
  maxRecordBytes: 1_000_000,
  maxAppendBytes: 16 * 1024 * 1024,
}

type Fitting<Event extends DomainEvent> = Event extends DomainEvent ? ProposedEvent<Event> & Event : never

/** A proposed event whose content fits its type. */
export type FittingEvent = Fitting<DomainEvent>

export type PreparedEvent = {
  readonly event: FittingEvent
  readonly draft: RecordDraft
  readonly bytes: number
}

/** An append that waits for its turn: everything is checked but the revision. */
export type PreparedAppend = Pick<AppendRequest, 'stream' | 'expected'> & {
  readonly events: ReadonlyArray<PreparedEvent>
  readonly bytes: number
}

const contents = new Map(
  Object.entries(domainEvents).map(([type, codec]) => [
    type,
    { codec, check: contentCheck(codec), write: contentWriter(codec) },
  ]),
)

/** A caller that breaks the types is a defect: what it asks for could never be read back. */
const demand = (holds: boolean, what: string): void => {
  if (!holds) throw new TypeError(`an append must have ${what}`)
}

const loneSurrogate = /\p{Surrogate}/u

const demandWhole = ({ stream, events }: AppendRequest, maxEvents: number): void => {
  demand(stream.length > 0 && !loneSurrogate.test(stream), 'the name of a stream')
  demand(events.length > 0 && events.length <= maxEvents, `1 to ${maxEvents} events`)
  demand(events.length < 2 || new Set(events.map(({ id }) => id)).size === events.length, 'different event ids')
}

const isReadable = (event: ProposedEvent<DomainEvent>): boolean =>
  Uuid.is(event.id) && event.schemaVersion === currentSchemaVersion && isStamped(event)

const isExact = (event: ProposedEvent<DomainEvent>, freeTexts: Array<string>): event is FittingEvent =>
  contents.get(event.type)?.check(event.data, freeTexts) === true

const fits = (event: ProposedEvent<DomainEvent>): event is FittingEvent =>
  contents.get(event.type)?.codec.is(event.data) === true

/** Bytes of the record, its revision counted as one digit. */
const bytesOf = ({ before, after }: RecordDraft): number =>
  Buffer.byteLength(before) + Buffer.byteLength(after) + 1

const prepareEvent = (
  stream: string,
  event: ProposedEvent<DomainEvent>,
  limitBytes: number,
): Either<AppendError, PreparedEvent> => {
  demand(isReadable(event), 'whole envelopes')
  const freeTexts = freeTextsOf(stream, event)
  const exact = isExact(event, freeTexts)
  const refused = refuseSecrets(stream, event, exact, freeTexts)
  if (E.isLeft(refused)) return refused
  if (!exact && !fits(event)) throw new TypeError(`an append must have content that fits ${event.type}`)
  const write = exact ? contents.get(event.type)?.write : undefined
  const draft = recordDraft(stream, event, write?.(event.data))
  const bytes = bytesOf(draft)
  return bytes > limitBytes
    ? E.left({ _tag: 'EventTooLarge', eventType: event.type, limitBytes, actualBytes: bytes })
    : E.right({ event, draft, bytes })
}

type Prepared = Either<AppendError, PreparedAppend>

/**
 * Checks an append before it waits for its turn: size, secrets, and that every event will be readable.
 * Fails with EventTooLarge or SecretRefused; throws a TypeError for what the types forbid.
 */
export const prepareAppend = (limits: AppendLimits) => (request: AppendRequest): Prepared => {
  const { stream, expected } = request
  demandWhole(request, limits.maxEvents)
  const events: Array<PreparedEvent> = []
  let left = limits.maxAppendBytes
  for (const event of request.events) {
    const prepared = prepareEvent(stream, event, Math.min(limits.maxRecordBytes, left))
    if (E.isLeft(prepared)) return prepared
    events.push(prepared.right)
    left -= prepared.right.bytes
  }
  return E.right({ stream, expected, events, bytes: limits.maxAppendBytes - left })
}
