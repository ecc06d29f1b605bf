import type { ProposedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import { canonicalJson } from '../../domain/log/canonical-json.js'

/** The record of an event that still lacks its revision: the text before the number, and the text after it. */
export type RecordDraft = { readonly before: string; readonly after: string }

const inner = (text: string): string => text.slice(1, -1)

/**
 * The record of a proposed event on a stream, but for the revision, which is known only when its turn comes.
 * The names below stand in the order of RFC 8785; a law compares the result with `canonicalJson` of the
 * envelope. `content` is the canonical JSON of what the event says. Throws a RangeError where that holds a number
 * that JSON cannot say.
 */
export const recordDraft = (
  stream: string,
  event: ProposedEvent<DomainEvent>,
  content: string = canonicalJson(event.data),
): RecordDraft => {
  const { actor, origin } = event
  const first = JSON.stringify({
    $causationId: event.$causationId,
    $correlationId: event.$correlationId,
    actor: { kind: actor.kind, name: actor.name, onBehalfOf: actor.onBehalfOf },
    commandId: event.commandId,
  })
  const second = JSON.stringify({
    id: event.id,
    origin: { address: origin.address, face: origin.face },
    reason: event.reason,
    recordedAt: event.recordedAt,
  })
  const last = JSON.stringify({
    schemaVersion: event.schemaVersion,
    stream,
    ticket: event.ticket,
    type: event.type,
  })
  return {
    before: `{${inner(first)},"data":${content},${inner(second)},"revision":`,
    after: `,${last.slice(1)}`,
  }
}

/**
 * The record itself: the canonical JSON of the envelope, whose revision is `revision`. Source: DESIGN 5, RFC
 * 8785.
 */
export const recordAt = ({ before, after }: RecordDraft, revision: number): string =>
  `${before}${revision}${after}`
