import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { t } from '../../../domain/prelude.js'
import { Instant, msOf } from '../../../domain/values/instant.js'
import type { QuestionAnswer, Session } from '../../system/session.js'
import { listed } from '../../wording/printable.js'
import type { SpokenError } from '../../wording/problem.js'
import { countWords, durationWords } from '../../wording/units.js'
import type { World } from '../world.js'
import { check, critical, good, warning, type Checked, type Seen } from './checked.js'

type Check = TaskEither<SpokenError, Checked>

const Replica = t.type({ replicaFqdn: t.string, hasAgent: t.boolean, lastStatusReport: t.union([Instant, t.null]) })
type Replica = t.TypeOf<typeof Replica>
const Replicas = t.type({ replicas: t.readonlyArray(Replica) })

/** An agent that lives is put on record once an hour, with its next report after that. */
const SILENT_MS = 75 * 60_000

const isSilent = (now: Instant) => ({ hasAgent, lastStatusReport }: Replica): boolean =>
  hasAgent && (lastStatusReport === null || msOf(now) - msOf(lastStatusReport) > SILENT_MS)

const silenceWords = (now: Instant) => ({ replicaFqdn, lastStatusReport }: Replica): string =>
  lastStatusReport === null
    ? `${replicaFqdn} has never reported`
    : `${replicaFqdn} has not reported for ${durationWords(msOf(now) - msOf(lastStatusReport))}`

/** A ledger without any agent is used without them; one front end without an agent among others is forgotten. */
const agentsSeen = (answer: QuestionAnswer, now: Instant): Seen => {
  const replicas = Replicas.is(answer) ? answer.replicas : []
  const agents = replicas.filter(({ hasAgent }) => hasAgent)
  if (agents.length === 0) return good('no front end has an agent')
  const without = replicas.filter(({ hasAgent }) => !hasAgent).map(({ replicaFqdn }) => replicaFqdn)
  const faults = [
    ...agents.filter(isSilent(now)).map(silenceWords(now)),
    ...(without.length === 0 ? [] : [`without an agent: ${listed(without)}`]),
  ]
  return faults.length === 0
    ? good(`${countWords(agents.length, 'agent')}, each heard of within the last hour or so`)
    : warning(listed(faults))
}

/** Front ends whose agent is silent, or which never got one. */
export const agentsCheck = (session: Session, { now }: World): Check =>
  check(
    'agents',
    pipe(
      session.question('ReplicationStatus', {}, { at: null, knownAt: null }),
      TE.map((answer) => agentsSeen(answer, now())),
    ),
  )

const Drift = t.type({ fqdn: t.string, kind: t.string, type: t.string, level: t.string })
const Drifts = t.type({ drift: t.readonlyArray(Drift) })

const driftSeen = (answer: QuestionAnswer): Seen => {
  const drift = Drifts.is(answer) ? answer.drift : []
  if (drift.length === 0) return good('no front end is known to differ from what is intended')
  const differences = new Set(drift.map(({ fqdn, kind, type }) => `${type} is ${kind} on ${fqdn}`))
  const words = `${listed([...differences])}; certledger drift list`
  return drift.some(({ level }) => level === 'critical') ? critical(words) : warning(words)
}

/** Where what is installed differs from what is intended, and nobody took responsibility for it. */
export const driftCheck = (session: Session): Check =>
  check('drift', pipe(session.question('ListDrift', {}, { at: null, knownAt: null }), TE.map(driftSeen)))
