import type { Registry } from 'prom-client'
import { E } from '../../application/prelude.js'
import { t } from '../../domain/prelude.js'
import { msOf, Instant } from '../../domain/values/instant.js'
import type { QuestionName } from '../../projections/questions/catalogue.js'
import type { Service } from '../system/service.js'
import { gaugesIn, type Gauges } from './gauges.js'

const Held = t.union([t.type({ thumbprint: t.string, notAfter: Instant }), t.null])
const Slots = t.type({
  slots: t.readonlyArray(t.type({ type: t.string, identity: t.string, current: Held, previous: Held, staged: Held })),
})
const Rolls = t.type({
  rolls: t.readonlyArray(
    t.type({ type: t.string, identity: t.string, thumbprint: t.string, effectiveDate: Instant, state: t.string }),
  ),
})
const Replicas = t.type({
  replicas: t.readonlyArray(t.type({ deliveries: t.readonlyArray(t.type({ state: t.string })) })),
})
const Drifts = t.type({ drift: t.readonlyArray(t.type({ kind: t.string })) })

const seconds = (instant: Instant): number => msOf(instant) / 1_000

const PLACES = ['current', 'previous', 'staged'] as const
const KINDS = ['missing', 'stale', 'foreign', 'unreadable']
const STATES = ['notRequested', 'requested', 'collected', 'installed', 'proved', 'failed']

type Shape<A> = { readonly is: (value: unknown) => value is A }
type Asked = <A>(name: QuestionName, shape: Shape<A>) => Promise<A | null>

const countOf = (words: ReadonlyArray<string>, word: string): number => words.filter((other) => other === word).length

const certificates = async ({ notAfter }: Gauges, asked: Asked): Promise<void> => {
  const found = await asked('GetCertificate', Slots)
  notAfter.reset()
  for (const { type, identity, ...places } of found?.slots ?? []) {
    for (const place of PLACES) {
      const held = places[place]
      const labels = { type, identity, place, thumbprint: held?.thumbprint ?? '' }
      if (held !== null) notAfter.set(labels, seconds(held.notAfter))
    }
  }
}

const rolls = async ({ effective }: Gauges, asked: Asked): Promise<void> => {
  const found = await asked('ListRolls', Rolls)
  effective.reset()
  for (const { type, identity, thumbprint, effectiveDate, state } of found?.rolls ?? []) {
    if (state === 'staged') effective.set({ type, identity, thumbprint }, seconds(effectiveDate))
  }
}

const fronts = async ({ deliveries, drift }: Gauges, asked: Asked): Promise<void> => {
  const replicas = await asked('ReplicationStatus', Replicas)
  const states = (replicas?.replicas ?? []).flatMap((replica) => replica.deliveries).map(({ state }) => state)
  for (const state of STATES) deliveries.set({ state }, countOf(states, state))
  const found = await asked('ListDrift', Drifts)
  const kinds = (found?.drift ?? []).map(({ kind }) => kind)
  for (const kind of KINDS) drift.set({ kind }, countOf(kinds, kind))
}

const agents = ({ lastSeen, position, skew }: Gauges, { agents: { seen } }: Service): void => {
  for (const gauge of [lastSeen, position, skew]) gauge.reset()
  for (const agent of seen()) {
    const { fqdn } = agent
    lastSeen.set({ fqdn }, seconds(agent.lastSeen))
    skew.set({ fqdn }, agent.clockSkewMs / 1_000)
    if (agent.position !== null) position.set({ fqdn }, agent.position)
  }
}

/** Gauges of what is in force, staged, delivered and found, read off the ledger when they are asked for. */
export const estateGauges = (registry: Registry, service: Service): (() => Promise<void>) => {
  const gauges = gaugesIn(registry)
  const asked: Asked = async (name, shape) => {
    const answer = await service.question(name, {}, { at: null, knownAt: null })()
    return E.isRight(answer) && shape.is(answer.right) ? answer.right : null
  }
  return async () => {
    const head = await service.head()()
    if (E.isRight(head)) gauges.head.set(head.right)
    agents(gauges, service)
    await certificates(gauges, asked)
    await rolls(gauges, asked)
    await fronts(gauges, asked)
  }
}
