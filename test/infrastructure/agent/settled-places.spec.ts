import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MeantEntry } from '../../../application/agents/protocol.js'
import { plusMs, type Instant } from '../../../domain/values/instant.js'
import type { Place } from '../../../domain/values/place.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { emptyPlaces, heldIn, type Held, type Places } from '../../../infrastructure/agent/store/manifest.js'
import { changedPlace, settledPlaces, switchedPlaces } from '../../../infrastructure/agent/store/settled-places.js'
import { aCertificateRef } from '../../support/certificates.js'
import { decoded } from '../../support/decoded.js'
import { DAY_MS, HOUR_MS, instant } from '../../support/instants.js'

const now = instant('2026-11-20T12:00:00Z')
const challenge = decoded(Uuid, '00000000-0000-4000-8000-000000000000')
const slot = { role: 'OAuthTokenIssuer', scope: 'global' } as const

const meant = (generation: number, place: Place, effectiveAt: Instant | null = null): MeantEntry => {
  const { thumbprint, thumbprintSha256 } = aCertificateRef(`G${String(generation)}`)
  const notAfter = plusMs(now, 100 * DAY_MS)
  const told = { slot, generation, attempt: 1, place, thumbprint, thumbprintSha256, notAfter, effectiveAt }
  return { ...told, challenge, progress: 'proved' }
}

const held = (generation: number, effectiveAt: Instant | null = null): Held => {
  const { place: _place, progress: _progress, ...entry } = meant(generation, 'current', effectiveAt)
  return { ...entry, directory: `${String(generation)}-00000000`, installedAt: now }
}

const generations = (places: Places): ReadonlyArray<number | null> =>
  [places.current, places.previous, places.staged].map((one) => one?.generation ?? null)

describe('the places of a role', () => {
  it('hold what is meant and there', () => {
    const places = { current: held(1), previous: held(2), staged: held(3) }
    const settled = settledPlaces([meant(2, 'current'), meant(1, 'previous')], places, now)
    expect(generations(settled)).toEqual([2, 1, null])
  })

  it('keep the current one until the one that is meant has arrived', () => {
    const places = { ...emptyPlaces, current: held(1) }
    expect(generations(settledPlaces([meant(2, 'current')], places, now))).toEqual([1, null, null])
    expect(generations(settledPlaces([meant(2, 'current')], places, now, held(2)))).toEqual([2, null, null])
  })

  it('hold a certificate that stays current for want of another in no second place', () => {
    const places = { ...emptyPlaces, current: held(1) }
    expect(generations(settledPlaces([meant(2, 'current'), meant(1, 'previous')], places, now)))
      .toEqual([1, null, null])
  })

  it('are empty where nothing is meant', () => {
    expect(settledPlaces([], { current: held(1), previous: held(2), staged: held(3) }, now)).toEqual(emptyPlaces)
  })

  it('learn of another effective instant', () => {
    const places = { ...emptyPlaces, current: held(1), staged: held(2, plusMs(now, HOUR_MS)) }
    const later = plusMs(now, 2 * HOUR_MS)
    const { staged } = settledPlaces([meant(1, 'current'), meant(2, 'staged', later)], places, now)
    expect(staged?.effectiveAt).toBe(later)
  })

  it('switch at the effective instant, and not a millisecond before', () => {
    const places = { ...emptyPlaces, current: held(1), staged: held(2, now) }
    expect(switchedPlaces(places, plusMs(now, -1))).toBe(places)
    expect(generations(switchedPlaces(places, now))).toEqual([2, 1, null])
  })

  const effectiveAt = fc.option(fc.integer({ min: -3, max: 3 }).map((hours) => plusMs(now, hours * HOUR_MS)))
  const arbitraryMeant = fc
    .uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 })
    .chain((numbers) => fc.tuple(...numbers.map((generation, index) =>
      effectiveAt.map((at) =>
        meant(generation, (['current', 'previous', 'staged'] as const)[index] ?? 'staged', index === 2 ? at : null)))))
  const arbitraryPlaces = fc
    .uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 })
    .map(([current, previous, staged]) => ({
      current: current === undefined ? null : held(current),
      previous: previous === undefined ? null : held(previous),
      staged: staged === undefined ? null : held(staged),
    }))

  it('settle once and for all: the same again changes nothing', () => {
    fc.assert(fc.property(arbitraryMeant, arbitraryPlaces, (entries, places) => {
      const settled = settledPlaces(entries, places, now)
      expect(changedPlace(settled, settledPlaces(entries, settled, now))).toBeNull()
    }))
  })

  it('never hold one directory twice, nor anything that is neither meant nor the last resort', () => {
    fc.assert(fc.property(arbitraryMeant, arbitraryPlaces, (entries, places) => {
      const settled = settledPlaces(entries, places, now)
      const directories = heldIn(settled).map(({ directory }) => directory)
      expect(new Set(directories).size).toBe(directories.length)
      const isMeant = (one: Held | null): boolean =>
        one === null || entries.some(({ generation }) => generation === one.generation)
      expect([settled.previous, settled.staged].every(isMeant)).toBe(true)
      expect(isMeant(settled.current) || settled.current === places.current).toBe(true)
    }))
  })

  it('never lose the current certificate while any is meant to be current', () => {
    fc.assert(fc.property(arbitraryMeant, arbitraryPlaces, (entries, places) => {
      fc.pre(places.current !== null && entries.some(({ place }) => place === 'current'))
      expect(settledPlaces(entries, places, now).current).not.toBeNull()
    }))
  })
})
