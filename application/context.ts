import type { Actor, Origin } from '../domain/values/actor.js'
import type { Instant } from '../domain/values/instant.js'
import type { Uuid } from '../domain/values/uuid.js'
import type { Ports } from './ports.js'

/** A stream as whoever asks has seen it. */
export type SeenRevision = { readonly stream: string; readonly revision: number }

/** What was asked for was meant for another state of a stream; `actual` is null where it has no event. */
export type RevisionDiffers = {
  readonly _tag: 'RevisionDiffers'
  /** null where what was asked for speaks of no stream, or of several. */
  readonly stream: string | null
  readonly expected: number
  readonly actual: number | null
}

/** Who asks for a command, why, and whether it is only tried. */
export type Asked = {
  readonly actor: Actor
  readonly origin: Origin
  readonly reason: string | null
  readonly ticket: string | null
  /** The same id again is the same command: what it recorded is recorded once. null: a fresh one. */
  readonly commandId: Uuid | null
  readonly correlationId: Uuid | null
  readonly causationId: Uuid | null
  /** True: decide and show, record nothing, keep no key. */
  readonly dryRun: boolean
  /** Only while this stream stands at this revision. */
  readonly seen?: SeenRevision
}

/** Whoever asks by himself, for the first time and in earnest, without a reason or ticket. */
export const askedBy = (actor: Actor, origin: Origin): Asked => ({
  actor,
  origin,
  reason: null,
  ticket: null,
  commandId: null,
  correlationId: null,
  causationId: null,
  dryRun: false,
})

/** A command on its way: stamped once, so that every event of it says the same. */
export type CommandContext = Omit<Asked, 'commandId' | 'correlationId'> & {
  readonly at: Instant
  readonly commandId: Uuid
  readonly correlationId: Uuid
}

/**
 * Stamps time and ids, the only place where a command gets them. Without a correlation id the command begins
 * its own story.
 */
export const stamped = ({ clock, ids }: Pick<Ports, 'clock' | 'ids'>, asked: Asked): CommandContext => {
  const commandId = asked.commandId ?? ids.fresh()
  return { ...asked, commandId, correlationId: asked.correlationId ?? commandId, at: clock.now() }
}
