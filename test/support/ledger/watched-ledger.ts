import { observe } from '../../../application/agents/observe.js'
import type { SpeakingAgent } from '../../../application/agents/speaking-agent.js'
import type { ObservedEntry } from '../../../domain/values/observed-entry.js'
import type { Instant } from '../../../domain/values/instant.js'
import { Position } from '../../../domain/values/position.js'
import { listDrift, type DriftView } from '../../../projections/questions/list-drift.js'
import { decoded } from '../decoded.js'
import { must } from '../log-reading.js'
import { projected } from '../projected.js'
import { enrolledAgent } from './enrolled-agent.js'
import { lived } from './given.js'
import { memoryLedger, type MemoryLedger } from './memory-ledger.js'
import { fe01, registering } from './sends.js'

type Moment = { readonly at?: Instant; readonly knownAt?: number }

/** A ledger with a front end whose agent reports what it finds. */
export type WatchedLedger = MemoryLedger & {
  readonly agent: SpeakingAgent
  /** The agent reports; returns how many events that gave. */
  readonly reports: (...entries: ReadonlyArray<ObservedEntry>) => Promise<number>
  /** Everything that ListDrift tells, with what is pending or accepted only where all is asked for. */
  readonly drift: (input?: Readonly<Record<string, unknown>>, moment?: Moment) => Promise<ReadonlyArray<DriftView>>
}

/** A report of the store of an agent's front end. */
export const reportOf = async (
  { services, clock }: MemoryLedger,
  agent: SpeakingAgent,
  entries: ReadonlyArray<ObservedEntry>,
): Promise<number> => must(await observe(services, agent, { entries, version: '0.1.0', sentAt: clock.now() })()).length

/** What the ledger answers to ListDrift at a moment. */
export const driftOf = async (
  { events, clock }: MemoryLedger,
  input: Readonly<Record<string, unknown>> = {},
  { at, knownAt }: Moment = {},
): Promise<ReadonlyArray<DriftView>> => {
  const history = await events()
  const reached = decoded(Position, history.length)
  const asked = { at: at ?? null, knownAt: knownAt === undefined ? null : decoded(Position, knownAt) }
  return must(listDrift.ask(projected(history), input, asked, { now: clock.now(), reached })).drift
}

/** After these commands, with an agent enrolled on `fe01`. */
export const watchedLedger = async (...earlier: Parameters<typeof lived>[1]): Promise<WatchedLedger> => {
  const ledger = memoryLedger()
  await lived(ledger, [registering(), ...earlier])
  const agent = await enrolledAgent(ledger, fe01)
  return {
    ...ledger,
    agent,
    reports: (...entries) => reportOf(ledger, agent, entries),
    drift: (input, moment) => driftOf(ledger, input, moment),
  }
}
