import fc from 'fast-check'
import type { ProposedEvent } from '../../domain/envelope.js'
import { currentSchemaVersion, domainEvents, type DomainEvent } from '../../domain/events.js'
import { t } from '../../domain/prelude.js'
import { Actor, Origin } from '../../domain/values/actor.js'
import { Instant } from '../../domain/values/instant.js'
import { Uuid } from '../../domain/values/uuid.js'
import { arbitraryOf } from './arbitrary-of-codec.js'

const textOrNull = t.union([t.string, t.null])

const Proposed = t.type({
  id: Uuid,
  recordedAt: Instant,
  actor: Actor,
  origin: Origin,
  reason: textOrNull,
  ticket: textOrNull,
  commandId: Uuid,
  $correlationId: Uuid,
  $causationId: t.union([Uuid, t.null]),
})

/** The names of all events of the ledger. */
export const eventTypes = Object.keys(domainEvents) as ReadonlyArray<DomainEvent['type']>

const proposedOf = (stamp: unknown, type: DomainEvent['type'], data: unknown) =>
  ({ ...(stamp as t.TypeOf<typeof Proposed>), type, schemaVersion: currentSchemaVersion, data }) as
    ProposedEvent<DomainEvent>

/** Any event of one type with any stamp, as a command would propose it. */
export const arbitraryEventOf = (type: DomainEvent['type']): fc.Arbitrary<ProposedEvent<DomainEvent>> =>
  fc.tuple(arbitraryOf(Proposed), arbitraryOf(domainEvents[type])).map(([stamp, data]) => proposedOf(stamp, type, data))

/** Any event of the ledger. */
export const arbitraryEvent: fc.Arbitrary<ProposedEvent<DomainEvent>> =
  fc.constantFrom(...eventTypes).chain(arbitraryEventOf)

/** The name of any stream that a program could want. */
export const arbitraryStream: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.constantFrom('site', 'assignment-Default@fe01.contoso.com', 'frontEnd-bücher.example', 'a b/c?d#e', "o'brien;--"),
)
