import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stamped } from '../../../application/context.js'
import type { FrontEndCommand } from '../../../domain/front-end/commands.js'
import { frontEnd } from '../../../domain/front-end/decide.js'
import type { FrontEndEvent } from '../../../domain/front-end/events.js'
import { evolveFrontEnd, type FrontEndState } from '../../../domain/front-end/state.js'
import type { RecordedEvent } from '../../../domain/envelope.js'
import type { DomainEvent } from '../../../domain/events.js'
import { E } from '../../../domain/prelude.js'
import { frontEndStream } from '../../../domain/streams.js'
import { plusMs, type Instant } from '../../../domain/values/instant.js'
import { Position } from '../../../domain/values/position.js'
import { listFrontEnds } from '../../../projections/questions/list-front-ends.js'
import { showFrontEnd } from '../../../projections/questions/show-front-end.js'
import type { MomentAsked } from '../../../projections/time.js'
import { agentA, agentB, fqdn, invitationA, invitationB } from '../../domain/front-end/agents.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'
import { lived } from '../../support/ledger/given.js'
import { alice, memoryLedger, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { assigning, importing, registering } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { projected } from '../../support/projected.js'

const HOUR_MS = 3_600_000
const present: MomentAsked = { at: null, knownAt: null }
const end = instant('2027-01-01')

const say = async (ledger: MemoryLedger, command: FrontEndCommand): Promise<void> => {
  const { services } = ledger
  await services.handle(frontEnd, stamped(services, alice), frontEndStream(fqdn), command)()
}

/** What can be said of a front end, by the names of these tests, at an instant. */
const sayings = (at: Instant) => ({
  register: { type: 'RegisterFrontEnd', data: { fqdn, at } },
  invite: { type: 'InviteAgent', data: { fqdn, invitation: invitationA, expiresAt: plusMs(at, 3 * HOUR_MS), at } },
  inviteAgain: { type: 'InviteAgent', data: { fqdn, invitation: invitationB, expiresAt: plusMs(at, HOUR_MS), at } },
  ask: { type: 'RequestEnrolment', data: { ...agentA, invitation: invitationA, machine: 'a', version: '0.1.0', at } },
  askAgain: {
    type: 'RequestEnrolment', data: { ...agentB, invitation: invitationB, machine: 'b', version: '0.2.0', at },
  },
  confirm: { type: 'EnrolAgent', data: { fqdn, fingerprint: agentA.fingerprint, at } },
  confirmOther: { type: 'EnrolAgent', data: { fqdn, fingerprint: agentB.fingerprint, at } },
  decline: { type: 'DeclineEnrolment', data: { fqdn, at } },
  start: {
    type: 'StartAgent', data: { fqdn, instance: countedId(1, 5), machine: 'a', version: '0.1.1', clockSkewMs: 0, at },
  },
  copy: {
    type: 'RecordIdentityConflict',
    data: { fqdn, instance: countedId(2, 5), machine: 'c', because: 'otherMachine', at },
  },
  skew: { type: 'RecordClockSkew', data: { fqdn, clockSkewMs: HOUR_MS, at } },
  decommission: { type: 'DecommissionFrontEnd', data: { fqdn, assigned: [], at } },
} as const satisfies Readonly<Record<string, FrontEndCommand>>)
type Saying = keyof ReturnType<typeof sayings>

const told = async (ledger: MemoryLedger, ...names: ReadonlyArray<Saying>): Promise<void> => {
  for (const name of names) {
    ledger.clock.move(HOUR_MS / 2)
    await say(ledger, sayings(ledger.clock.now())[name])
  }
}

const asking = async ({ events }: MemoryLedger) => {
  const recorded = await events()
  const [rows, reached] = [projected(recorded), decoded(Position, recorded.length)]
  return {
    recorded,
    list: (moment = present, now = end) => must(listFrontEnds.ask(rows, {}, moment, { now, reached })).frontEnds,
    show: (moment = present, now = end) => showFrontEnd.ask(rows, { fqdn }, moment, { now, reached }),
  }
}

const trusted = ['register', 'invite', 'ask', 'confirm', 'start'] as const

describe('Questions about front ends', () => {
  it('tell what is assigned there, and the agent that is trusted', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A'), registering(), assigning('A', `Default@${fqdn}`, { force: true })])
    await told(ledger, ...trusted)
    const { list, show } = await asking(ledger)
    const startedAt = ledger.clock.now()
    const { fingerprint } = agentA
    expect(list()).toEqual([{
      fqdn, registeredAt: instant('2026-06-01 12:00Z'), assigned: ['Default'], agent: 'enrolled', fingerprint,
      productVersion: '0.1.1', lastStarted: startedAt, conflicts: 0,
    }])
    expect(must(show()).frontEnd).toMatchObject({
      assigned: ['Default'], state: 'enrolled', pending: null, invitedUntil: null, conflicts: null,
      agent: {
        fingerprint, machine: 'a', productVersion: '0.1.1', startedAt, clockSkewMs: 0,
        enrolledAt: plusMs(startedAt, -HOUR_MS / 2),
      },
    })
  })

  it('tell who waits beside the agent that is trusted, and who misused its identity', async () => {
    const ledger = memoryLedger()
    await told(ledger, ...trusted, 'copy', 'skew', 'inviteAgain', 'askAgain')
    const { show, list } = await asking(ledger)
    expect(must(show()).frontEnd).toMatchObject({
      state: 'enrolled',
      agent: { fingerprint: agentA.fingerprint, clockSkewMs: HOUR_MS },
      pending: {
        fingerprint: agentB.fingerprint, machine: 'b', productVersion: '0.2.0', requestedAt: ledger.clock.now(),
      },
      conflicts: {
        count: 1, because: 'otherMachine', machine: 'c', seenAt: plusMs(ledger.clock.now(), -1.5 * HOUR_MS),
      },
    })
    expect(list()).toMatchObject([{ conflicts: 1 }])
  })

  it('call a front end invited only while the invitation is good', async () => {
    const ledger = memoryLedger()
    await told(ledger, 'register', 'invite')
    const { list, show } = await asking(ledger)
    const until = plusMs(ledger.clock.now(), 3 * HOUR_MS)
    expect([list({ at: plusMs(until, -1), knownAt: null }), list({ at: until, knownAt: null })]).toMatchObject([
      [{ agent: 'invited' }], [{ agent: 'none' }],
    ])
    expect(must(show({ at: until, knownAt: null })).frontEnd).toMatchObject({ invitedUntil: null })
  })

  it('leave out a front end that is decommissioned, and show it as of before', async () => {
    const ledger = memoryLedger()
    await told(ledger, ...trusted, 'decommission')
    const { list, show } = await asking(ledger)
    const before: MomentAsked = { at: plusMs(ledger.clock.now(), -1), knownAt: null }
    expect(list()).toEqual([])
    expect(show()).toEqual(E.left({ _tag: 'FrontEndNotKnownThen', fqdn }))
    expect(list(before)).toMatchObject([{ fqdn, agent: 'enrolled' }])
    expect(list({ at: null, knownAt: decoded(Position, 5) })).toMatchObject([{ agent: 'enrolled' }])
  })

  it('show nothing of an agent that spoke before the front end was registered anew', async () => {
    const ledger = memoryLedger()
    await told(ledger, ...trusted, 'copy', 'decommission', 'register')
    const { show } = await asking(ledger)
    expect(must(show()).frontEnd).toMatchObject({
      registeredAt: ledger.clock.now(), state: 'none', agent: null, pending: null, conflicts: null,
    })
  })
})

const isOfFrontEnd = (event: RecordedEvent<DomainEvent>): event is RecordedEvent<FrontEndEvent> =>
  event.stream === frontEndStream(fqdn)

const foldedAt = (events: ReadonlyArray<RecordedEvent<DomainEvent>>, at: Instant, knownAt: number): FrontEndState =>
  events
    .filter(isOfFrontEnd)
    .filter(({ position, recordedAt }) => position <= knownAt && recordedAt <= at)
    .reduce<FrontEndState>(evolveFrontEnd, { _tag: 'Unknown' })

const agentIn = (state: FrontEndState, at: Instant): string | null => {
  if (state._tag !== 'Registered') return null
  if (state.agent !== null) return `enrolled ${state.agent.fingerprint}`
  if (state.pending !== null) return 'pending'
  const { invitation } = state
  return invitation !== null && !invitation.used && at < invitation.expiresAt ? 'invited' : 'none'
}

describe('Any life of a front end', () => {
  const names = Object.keys(sayings(end)) as ReadonlyArray<Saying>
  const lives = fc.array(fc.constantFrom<Saying>(...names, ...trusted), { minLength: 3, maxLength: 25 })

  it('is answered at every moment, on both axes, as its events fold to it', async () => {
    await fc.assert(fc.asyncProperty(lives, fc.nat(30), fc.nat(30), async (life, halfHours, known) => {
      const ledger = memoryLedger()
      const begin = ledger.clock.now()
      await told(ledger, 'register', ...life)
      const { recorded, list } = await asking(ledger)
      const at = plusMs(begin, halfHours * HOUR_MS / 2)
      const knownAt = Math.min(known, recorded.length)
      const [row] = list({ at, knownAt: decoded(Position, knownAt) })
      const answered = row === undefined ? null
        : row.fingerprint === null ? row.agent : `${row.agent} ${row.fingerprint}`
      expect(answered).toBe(agentIn(foldedAt(recorded, at, knownAt), at))
    }), { numRuns: 200 })
  })
})
