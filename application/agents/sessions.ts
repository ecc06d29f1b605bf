import type { Fqdn } from '../../domain/values/fqdn.js'
import { msOf, type Instant } from '../../domain/values/instant.js'
import type { Position } from '../../domain/values/position.js'
import type { Uuid } from '../../domain/values/uuid.js'
import { E, type Either } from '../prelude.js'
import type { AgentError } from './agent-error.js'

/** What is known of an agent that spoke in this run of the server. */
export type AgentSeen = {
  readonly fqdn: Fqdn
  readonly instance: Uuid
  readonly version: string
  readonly startedAt: Instant
  readonly lastSeen: Instant
  readonly clockSkewMs: number
  /** The position as of which it was told last what is meant for it; null before that. */
  readonly position: Position | null
}

/** A message whose signature holds. */
export type Heard = {
  readonly fqdn: Fqdn
  readonly instance: Uuid
  readonly epoch: Uuid | null
  readonly sequence: number
  readonly clockSkewMs: number
  readonly at: Instant
}

type Refused = Extract<AgentError, { readonly _tag: 'AgentSessionUnknown' | 'AgentMessageReplayed' }>
type TooOften = Extract<AgentError, { readonly _tag: 'AgentSpeaksTooOften' }>

/** The agents that speak in one run of a server. Nothing of it is kept: after a restart every agent starts again. */
export type AgentSessions = {
  /** Names this run. */
  readonly epoch: Uuid
  /** A process begins to speak, in place of the one before; the same process may begin again with a higher number. */
  readonly begin: (heard: Heard, version: string) => Either<Refused, void>
  /** Takes the message's number, which must be higher than the one before, in the same turn. */
  readonly admit: (heard: Heard) => Either<Refused, void>
  /** Counts a message that an agent signed and that is new: what it can put on record is bounded. */
  readonly pace: (fqdn: Fqdn, at: Instant) => Either<TooOften, void>
  readonly told: (fqdn: Fqdn, position: Position) => void
  readonly end: (fqdn: Fqdn) => void
  readonly seen: () => ReadonlyArray<AgentSeen>
}

type Live = AgentSeen & { readonly sequence: number }

const MOST_SESSIONS = 100_000

/** So many messages at once, then so many in a second; an agent at work says a few in a minute. */
const MOST_AT_ONCE = 600
const EACH_SECOND = 5

/** How fast each agent speaks. Who rested for long enough is forgotten with the whole. */
const pacing = (): AgentSessions['pace'] => {
  let paces = new Map<Fqdn, { readonly level: number; readonly ms: number }>()
  return (fqdn, at) => {
    const ms = msOf(at)
    const known = paces.get(fqdn)
    const level = known === undefined ? 0 : Math.max(0, known.level - (Math.abs(ms - known.ms) / 1_000) * EACH_SECOND)
    if (level >= MOST_AT_ONCE)
      return E.left({ _tag: 'AgentSpeaksTooOften', fqdn, limit: MOST_AT_ONCE, retryAfterS: 1 })
    if (known === undefined && paces.size >= MOST_SESSIONS) paces = new Map()
    paces.set(fqdn, { level: level + 1, ms })
    return E.right(undefined)
  }
}

const replayed = ({ fqdn, sequence }: Heard, last: number): Either<Refused, never> =>
  E.left({ _tag: 'AgentMessageReplayed', fqdn, sequence, last })

/** Sessions of at most 100,000 agents; who has not spoken for longest is forgotten first, and starts again. */
export const agentSessions = (epoch: Uuid): AgentSessions => {
  const live = new Map<Fqdn, Live>()
  /** The last one is who spoke last. */
  const keep = (session: Live): Either<never, void> => {
    live.delete(session.fqdn)
    live.set(session.fqdn, session)
    const [longest] = live.size > MOST_SESSIONS ? live.keys() : []
    if (longest !== undefined) live.delete(longest)
    return E.right(undefined)
  }
  return {
    epoch,
    pace: pacing(),
    begin: (heard, version) => {
      const { fqdn, instance, sequence, clockSkewMs, at } = heard
      const known = live.get(fqdn)
      if (known?.instance === instance && sequence <= known.sequence) return replayed(heard, known.sequence)
      const started = { fqdn, instance, version, startedAt: at, position: null }
      return keep({ ...started, sequence, lastSeen: at, clockSkewMs })
    },
    admit: (heard) => {
      const { fqdn, instance, sequence, clockSkewMs, at } = heard
      const known = live.get(fqdn)
      if (known?.instance !== instance || heard.epoch !== epoch) return E.left({ _tag: 'AgentSessionUnknown', fqdn })
      if (sequence <= known.sequence) return replayed(heard, known.sequence)
      return keep({ ...known, sequence, lastSeen: at, clockSkewMs })
    },
    told: (fqdn, position) => {
      const known = live.get(fqdn)
      if (known !== undefined) live.set(fqdn, { ...known, position })
    },
    end: (fqdn) => {
      live.delete(fqdn)
    },
    seen: () => [...live.values()].map(({ sequence: _sequence, ...seen }) => seen),
  }
}
