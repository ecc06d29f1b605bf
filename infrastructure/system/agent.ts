import type { AgentFault } from '../../application/agents/agent-fault.js'
import { E, pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import { agentStatus, type AgentStatus, type PlaceStatus } from '../agent/agent-status.js'
import { enrol, type Enrolment, type EnrolOptions } from '../agent/enrol.js'
import { openAgent } from '../agent/open-agent.js'
import { replaceKeys, type KeysReplaced, type ReplaceKeysOptions } from '../agent/replace-keys.js'
import type { AgentNews } from '../agent/round/agent-parts.js'
import { runAgent } from '../agent/round/run-agent.js'
import { workRound } from '../agent/round/work-round.js'
import { pfxWriter } from '../pfx/pfx-writer.js'
import { openSealed } from '../sealing/open-sealed.js'
import { certificateReader } from '../x509/certificate-reader.js'
import { factsOfDer } from '../x509/facts-of-der.js'
import { systemClock } from './clock.js'
import { uuidSource } from './ids.js'

export type { AgentNews, AgentStatus, Enrolment, EnrolOptions, KeysReplaced, PlaceStatus }

/** How an agent is run: for one round, or until `signal` aborts. `sleep` ends early when that happens. */
export type RunOptions = {
  readonly state: string
  readonly version: string
  readonly once: boolean
  readonly tell: (news: AgentNews) => void
  readonly sleep: (ms: number) => Promise<void>
  readonly signal: AbortSignal
}

/** Has the agent of this machine enrolled, or asks what has become of it. */
export const enrolHere = (
  options: Omit<EnrolOptions, 'now'> & { readonly fqdn: Fqdn },
): TaskEither<AgentFault, Enrolment> => enrol({ ...options, now: systemClock.now })

/** Replaces the keys of the agent of a state directory. */
export const replaceKeysHere = (
  options: Pick<ReplaceKeysOptions, 'state' | 'version' | 'signal'>,
): TaskEither<AgentFault, KeysReplaced> =>
  replaceKeys({ ...options, instance: uuidSource.fresh(), now: systemClock.now })

/** Tells of the agent of a state directory from its own files. */
export const statusHere = (state: string): TaskEither<AgentFault, AgentStatus> => agentStatus(state)

/** Runs the agent of a state directory in this process. The only place where its adapters are chosen and wired. */
export const runHere = ({ once, sleep, signal, ...options }: RunOptions): TaskEither<AgentFault, void> =>
  TE.bracket(
    openAgent({
      ...options,
      instance: uuidSource.fresh(),
      machineClock: { now: systemClock.now, elapsedMs: () => performance.now() },
      pfxWriter,
      certificateReader: certificateReader({ workers: 1 }),
      factsOfDer,
      openSealed: (jwe, key, expected) =>
        pipe(openSealed(jwe, key, expected), TE.mapLeft(({ because }) => ({ because }))),
      signal,
    }),
    ({ parts }) =>
      async () => {
        if (!once) return runAgent(parts, { sleep, random: Math.random, stop: signal })
        const round = await workRound(parts)
        return E.isLeft(round) && !signal.aborted ? round : E.right(undefined)
      },
    ({ close }) => TE.fromTask(close),
  )
