import type { Message } from './decider.js'
import type { Actor, Origin } from './values/actor.js'
import type { Instant } from './values/instant.js'
import type { Position } from './values/position.js'
import type { Uuid } from './values/uuid.js'

/** Who sent a command, why, and what it follows from; stamped once per command and copied to each of its events. */
export type Stamp = {
  readonly recordedAt: Instant
  readonly actor: Actor
  readonly origin: Origin
  readonly reason: string | null
  readonly ticket: string | null
  readonly commandId: Uuid
  /** The first command of the story. Named as EventStoreDB's own projections expect it. */
  readonly $correlationId: Uuid
  /** The event or command that led to this one; null where a person began. */
  readonly $causationId: Uuid | null
}

/**
 * An event that a command wants to record. `id` is the UUID v5 of command id and index, so that a retry is the
 * same append.
 */
export type ProposedEvent<Event extends Message = Message> = Stamp & {
  readonly id: Uuid
  readonly type: Event['type']
  readonly schemaVersion: number
  readonly data: Event['data']
}

/**
 * Everything about an event but its place in the log. Its canonical JSON (RFC 8785) is the record: the same bytes,
 * and so the same leaf hash, on every store.
 */
export type Envelope<Event extends Message = Message> = ProposedEvent<Event> & {
  readonly stream: string
  /** 0 for the first event of the stream. */
  readonly revision: number
}

/**
 * An event as the log gives it back: `leafHash` is SHA-256 of 0x00 and the record, 64 lower-case hexadecimal
 * digits (RFC 6962 section 2.1).
 */
export type RecordedEvent<Event extends Message = Message> = Event extends Message
  ? Envelope<Event> & Event & { readonly position: Position; readonly leafHash: string }
  : never
