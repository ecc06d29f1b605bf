import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignment } from '../../domain/assignment/decide.js'
import { assignmentEvents, type AssignmentEvent } from '../../domain/assignment/events.js'
import { slotAt, type SlotContent } from '../../domain/assignment/slot-at.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import { frontEndStream } from '../../domain/streams.js'
import { Fqdn } from '../../domain/values/fqdn.js'
import { plusMs, type Instant } from '../../domain/values/instant.js'
import type { ObservedEntry } from '../../domain/values/observed-entry.js'
import { Position } from '../../domain/values/position.js'
import { driftAt, type Drift } from '../../projections/drift-at.js'
import type { Moment } from '../../projections/time.js'
import { decoded } from '../support/decoded.js'
import { HOUR_MS } from '../support/instants.js'
import { enrolledAgent } from '../support/ledger/enrolled-agent.js'
import type { Sent } from '../support/ledger/memory-ledger.js'
import {
  assigning, cancelling, correcting, fe01, importing, printOf, registering, removing, rolling, rollingBack,
} from '../support/ledger/sends.js'
import { putOnRecord } from '../support/ledger/told-by-agents.js'
import { watchedLedger } from '../support/ledger/watched-ledger.js'
import { must } from '../support/log-reading.js'
import { byHand, placed } from '../support/observed.js'
import { projected } from '../support/projected.js'

const fqdn = decoded(Fqdn, fe01)
const roles = ['OAuthTokenIssuer', 'Default'] as const
const scopes = { OAuthTokenIssuer: 'global', Default: fe01 } as const

const name = fc.constantFrom('A', 'B', 'C')
const slot = fc.constantFrom('OAuthTokenIssuer@global', `Default@${fe01}`)
const over = fc.record({ role: fc.constantFrom(...roles), privateKey: fc.constantFrom('usable', 'usable', 'missing') })
const place = fc.constantFrom('current', 'current', 'previous', 'staged')

const entry: fc.Arbitrary<ObservedEntry> = fc.oneof(
  fc.tuple(name, place, over).map(([which, where, how]) => placed(which, where, how)),
  fc.tuple(name, place, over).map(([which, where, how]) => placed(which, where, how)),
  over.map((how) => placed(null, 'current', how)),
  fc.tuple(name, fc.constantFrom('x.pfx', 'y.pfx'), over).map(([which, file, how]) => byHand(which, file, how)),
)

type Act = Sent | { readonly entries: ReadonlyArray<ObservedEntry> } | 'decommission'

const act = (soon: string, later: string): fc.Arbitrary<Act> => fc.oneof(
  { arbitrary: fc.array(entry, { maxLength: 6 }).map((entries) => ({ entries })), weight: 6 },
  { arbitrary: fc.tuple(name, slot).map(([which, where]) => assigning(which, where, { force: true })), weight: 3 },
  { arbitrary: fc.tuple(name, slot).map(([which, where]) => rolling(which, where, later, { force: true })), weight: 2 },
  { arbitrary: slot.map(cancelling), weight: 1 },
  { arbitrary: slot.map((where) => rollingBack(where, { force: true })), weight: 1 },
  { arbitrary: slot.map((where) => removing(where, { force: true })), weight: 1 },
  {
    arbitrary: fc.tuple(name, slot).map(([which, where]) =>
      correcting(where, { thumbprint: printOf(which), from: soon })),
    weight: 1,
  },
  { arbitrary: fc.constant<Act>('decommission'), weight: 1 },
)

const step = (least: number) =>
  fc.record({ hours: fc.integer({ min: least, max: 30 }), act: act('2026-06-02', '2026-06-05 12:30Z') })

const livedThrough = async (steps: ReadonlyArray<{ readonly hours: number; readonly act: Act }>) => {
  const ledger = await watchedLedger(importing('A'), importing('B'), importing('C'))
  for (const { hours, act: what } of steps) {
    ledger.clock.move(hours * HOUR_MS)
    if (what === 'decommission') {
      const event = { type: 'FrontEndDecommissioned', data: { fqdn, decommissionedAt: ledger.clock.now() } } as const
      await putOnRecord(ledger.ports.eventLog, [{ stream: frontEndStream(fqdn), event }])
      must(await ledger.send(registering()))
      await enrolledAgent(ledger, fe01)
    } else if ('entries' in what) await ledger.reports(...what.entries)
    else await ledger.send(what)
  }
  return ledger.events()
}

type History = ReadonlyArray<RecordedEvent<DomainEvent>>

const instants = (events: History): ReadonlyArray<Instant> =>
  [...new Set(events.map(({ recordedAt }) => recordedAt))].flatMap((at) => [at, plusMs(at, 5 * HOUR_MS)])

const momentOf = (validAt: Instant, known: number): Moment =>
  ({ validAt, knownAt: decoded(Position, known), isPresent: false })

const isAssignment = (event: DomainEvent): event is AssignmentEvent => Object.hasOwn(assignmentEvents, event.type)

/** The slot of a role, folded from history alone, and every certificate that ever came into it. */
const foldedSlot = (events: History, role: (typeof roles)[number], at: Instant) => {
  const recorded: ReadonlyArray<DomainEvent> =
    events.filter(({ stream }) => stream === `assignment-${role}@${scopes[role]}`)
  const own = recorded.filter(isAssignment)
  const arrived = own.flatMap((event) =>
    event.type === 'CertificateAssigned' || event.type === 'RollScheduled' || event.type === 'AssignmentCorrected'
      ? (event.data.certificate?.thumbprintSha256 ?? [])
      : [])
  return { content: slotAt(own.reduce(assignment.evolve, assignment.initialState), at), arrived }
}

/** What was seen last since the front end was registered, while an agent speaks for it. */
const foldedStore = (events: History, at: Instant): ReadonlyArray<ObservedEntry> | null => {
  let [isWatched, store]: [boolean, ReadonlyArray<ObservedEntry> | null] = [false, null]
  for (const event of events) {
    if (event.type === 'FrontEndDecommissioned' && event.data.decommissionedAt <= at) [isWatched, store] = [false, null]
    if (event.type === 'AgentEnrolled' && event.data.enrolledAt <= at) isWatched = true
    if (event.type === 'StoreObserved' && event.data.receivedAt <= at) store = event.data.entries
  }
  return isWatched ? store : null
}

const certificateIn = (held: SlotContent['current'] | SlotContent['staged']) => held?.certificate.thumbprintSha256

const expected = (events: History, at: Instant): ReadonlyArray<string> => {
  const store = foldedStore(events, at)
  if (store === null) return []
  return roles.flatMap((role) => {
    const { content: { current, previous, staged }, arrived } = foldedSlot(events, role, at)
    const entries = store.filter((one) => one.role === role)
    const isThere = entries.some((one) => one.place === 'current')
    const missing = current === null || isThere ? [] : [`missing ${role} current ${String(certificateIn(current))}`]
    const others = entries.flatMap(({ place: where, certificate, privateKey, file }) => {
      const held = certificate?.thumbprintSha256
      const tell = (kind: string) => [`${kind} ${role} ${where ?? file ?? ''} ${held ?? 'null'}`]
      if (where === null) return tell('foreign')
      if (held === undefined) return tell('unreadable')
      const fitting = (where === 'current' ? [current] : [current, previous, staged]).map(certificateIn)
      if (fitting.includes(held)) return privateKey === 'usable' ? [] : tell('unreadable')
      return tell(arrived.includes(held) ? 'stale' : 'foreign')
    })
    return [...missing, ...others]
  })
}

const told = ({ kind, role, place: where, file, certificate }: Drift): string =>
  `${kind} ${role} ${where ?? file ?? ''} ${certificate?.thumbprintSha256 ?? 'null'}`

const inEveryLife = (least: number, check: (events: History) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.array(step(least), { maxLength: 14, size: 'max' }), async (steps) => {
      check(await livedThrough(steps))
    }),
    { numRuns: 40 },
  )

describe('Drift at (t, p)', () => {
  it('is what the history folded up to p says of t', async () => {
    await inEveryLife(1, (events) => {
      const rows = projected(events)
      for (const { position } of events) {
        for (const at of instants(events)) {
          const shown = driftAt(rows, momentOf(at, position)).map(told)
          expect(shown.toSorted()).toEqual(expected(events.slice(0, position), at).toSorted())
        }
      }
    })
  })

  it('depends on nothing that was recorded after p, whatever the clock does', async () => {
    await inEveryLife(-5, (events) => {
      const rows = projected(events)
      for (const { position } of events) {
        const until = projected(events.slice(0, position))
        for (const at of instants(events)) {
          expect(driftAt(rows, momentOf(at, position))).toEqual(driftAt(until, momentOf(at, position)))
        }
      }
    })
  })

  it('begins no later than it is told, and is the same for one front end as among all', async () => {
    await inEveryLife(1, (events) => {
      const rows = projected(events)
      for (const at of instants(events)) {
        const moment = momentOf(at, events.length)
        const found = driftAt(rows, moment)
        for (const { since, under } of found) {
          expect(since.at <= at).toBe(true)
          expect(since.position).toBeLessThanOrEqual(events.length)
          expect(under ?? 0).toBeLessThanOrEqual(events.length)
        }
        expect(driftAt(rows, moment, fe01)).toEqual(found)
      }
    })
  })
})
