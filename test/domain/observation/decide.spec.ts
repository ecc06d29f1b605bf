import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Difference, ObservationCommand, StandingDifference } from '../../../domain/observation/commands.js'
import { observation } from '../../../domain/observation/decide.js'
import type { ObservationEvent } from '../../../domain/observation/events.js'
import { E } from '../../../domain/prelude.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { ObservedEntry } from '../../../domain/values/observed-entry.js'
import { specification } from '../../dsl/given.js'
import { arbitraryOf } from '../../support/arbitrary-of-codec.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { byHand, placed } from '../../support/observed.js'

const given = specification(observation)
const fqdn = decoded(Fqdn, 'fe01.contoso.com')

const registeredAt = instant('2026-06-01')

type Entries = ReadonlyArray<ObservedEntry>

const see = (time: string, entries: Entries, version = '0.1.0'): ObservationCommand => {
  const at = instant(`2026-06-01 ${time}Z`)
  return { type: 'RecordObservation', data: { fqdn, entries, version, observedAt: at, registeredAt, at } }
}

const seen = (time: string, entries: Entries, version = '0.1.0'): ObservationEvent => {
  const at = instant(`2026-06-01 ${time}Z`)
  return { type: 'StoreObserved', data: { fqdn, entries, version, observedAt: at, receivedAt: at } }
}

const entry = arbitraryOf(ObservedEntry).map((some) => decoded(ObservedEntry, some))

const [current, previous, file] = [placed('A'), placed('B', 'previous'), byHand('C')]

describe('RecordObservation', () => {
  it('records the first report, also of an empty store', () => {
    given().when(see('12:00', [])).then(seen('12:00', []))
  })

  it('records nothing while the store and the version are the same and less than an hour has passed', () => {
    given(seen('12:00', [current, file])).when(see('12:59', [file, current])).thenNothing()
  })

  it('records the same store again once an hour has passed', () => {
    given(seen('12:00', [current])).when(see('13:00', [current])).then(seen('13:00', [current]))
  })

  it('records the same store again where the clock went back by an hour or more', () => {
    given(seen('12:00', [current])).when(see('11:01', [current])).thenNothing()
    given(seen('12:00', [current])).when(see('11:00', [current])).then(seen('11:00', [current]))
  })

  it('records a store that changes without end 300 times, and then once a minute', () => {
    const digits = (n: number) => String(n).padStart(2, '0')
    const step = (second: number) => `12:${digits(Math.floor(second / 60))}:${digits(second % 60)}`
    const stores = [[current], [current, file]] as const
    let recorded = 0
    let state = observation.initialState
    for (let second = 0; second < 3_600; second += 1) {
      const decided = observation.decide(see(step(second), stores[second % 2] ?? []))(state)
      const events = E.isRight(decided) ? decided.right : []
      recorded += events.length
      state = events.reduce(observation.evolve, state)
    }
    expect(recorded).toBeGreaterThan(300)
    expect(recorded).toBeLessThanOrEqual(361)
  })

  it('records what changed at once: an entry, its key, the version of the agent', () => {
    const unusable = placed('A', 'current', { privateKey: 'missing' })
    given(seen('12:00', [current])).when(see('12:01', [current, file])).then(seen('12:01', [current, file]))
    given(seen('12:00', [current])).when(see('12:01', [unusable])).then(seen('12:01', [unusable]))
    given(seen('12:00', [current])).when(see('12:01', [current], '0.2.0')).then(seen('12:01', [current], '0.2.0'))
  })

  it('records the same store again where the front end was registered anew meanwhile', () => {
    const anew = see('12:30', [current])
    if (anew.type !== 'RecordObservation') throw new Error('no observation')
    given(seen('12:00', [current]))
      .when({ ...anew, data: { ...anew.data, registeredAt: instant('2026-06-01 12:15Z') } })
      .then(seen('12:30', [current]))
  })

  it('takes the clock of the ledger, not of the agent, for the hour', () => {
    const late = see('12:30', [current])
    if (late.type !== 'RecordObservation') throw new Error('no observation')
    const observedAt = instant('2030-01-01')
    given(seen('12:00', [current])).when({ ...late, data: { ...late.data, observedAt } }).thenNothing()
  })

  it('writes the entries in one order, each place and file once', () => {
    given().when(see('12:00', [file, previous, current, byHand('D')])).then(seen('12:00', [current, previous, file]))
  })

  it('keeps places and bounds the number of files and the length of every text', () => {
    const names = Array.from({ length: 300 }, (_, n) => `OAuthTokenIssuer/${String(n).padStart(4, '0')}.pfx`)
    const files = names.map((name) => byHand('C', name))
    const decision = observation.decide(see('12:00', [...files, current], 'v'.repeat(500)))(observation.initialState)
    const [event] = E.isRight(decision) ? decision.right : []
    if (event?.type !== 'StoreObserved') throw new Error('nothing recorded')
    expect(event.data.entries).toHaveLength(200)
    expect(event.data.entries[0]).toEqual(current)
    expect(event.data.version).toHaveLength(64)
    const long = observation.decide(see('12:00', [byHand('C', 'x'.repeat(5_000))]))(observation.initialState)
    expect(JSON.stringify(long).length).toBeLessThan(1_500)
  })

  it('records nothing when any store is reported again in any order', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), fc.nat(11), (entries, turn) => {
        const first = observation.decide(see('12:00', entries))(observation.initialState)
        const events = E.isRight(first) ? first.right : []
        const state = events.reduce(observation.evolve, observation.initialState)
        const [event] = events
        const recorded = event?.type === 'StoreObserved' ? event.data.entries : []
        const turned = [...recorded.slice(turn), ...recorded.slice(0, turn)]
        expect(observation.decide(see('12:01', turned))(state)).toEqual(E.right([]))
        expect(observation.decide(see('12:01', entries))(state)).toEqual(E.right([]))
      }),
    )
  })
})

describe('AcceptDrift', () => {
  const at = instant('2026-06-01 12:10Z')
  const difference: Difference = {
    role: 'OAuthTokenIssuer',
    kind: 'foreign',
    thumbprintSha256: file.certificate?.thumbprintSha256 ?? null,
    file: file.file,
  }
  const standing = (isAccepted: boolean): ReadonlyArray<StandingDifference> => [{ ...difference, isAccepted }]
  const accept = (evidence: ReadonlyArray<StandingDifference>, acceptances = 0): ObservationCommand =>
    ({ type: 'AcceptDrift', data: { fqdn, ...difference, standing: evidence, acceptances, at } })
  const accepted: ObservationEvent = { type: 'DriftAccepted', data: { fqdn, ...difference, acceptedAt: at } }

  it('records who takes responsibility for a difference that stands', () => {
    given(seen('12:00', [file])).when(accept(standing(false))).then(accepted)
  })

  it('records nothing for one that is accepted', () => {
    given(seen('12:00', [file]), accepted).when(accept(standing(true), 1)).thenNothing()
  })

  it('records nothing where it was accepted after the evidence was gathered', () => {
    given(seen('12:00', [file]), accepted).when(accept(standing(false), 0)).thenNothing()
  })

  it('records it anew where it stands again after it had changed', () => {
    given(seen('12:00', [file]), accepted, seen('12:20', []), seen('12:30', [file]))
      .when(accept(standing(false), 1))
      .then(accepted)
  })

  it('is refused where there is no such difference, with what was meant', () => {
    const { role, kind, thumbprintSha256 } = difference
    given(seen('12:00', [current])).when(accept([])).thenRejects({
      _tag: 'NoSuchDrift', fqdn, role, kind, thumbprint: thumbprintSha256, file: file.file,
    })
  })

  it('tells a file from another of the same certificate', () => {
    const { role, kind, thumbprintSha256 } = difference
    given(seen('12:00', [file])).when(accept([{ ...difference, file: 'other.pfx', isAccepted: false }])).thenRejects({
      _tag: 'NoSuchDrift', fqdn, role, kind, thumbprint: thumbprintSha256, file: file.file,
    })
  })
})
