import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import { plusMs } from '../../domain/values/instant.js'
import { Position } from '../../domain/values/position.js'
import { listRolls } from '../../projections/questions/list-rolls.js'
import { placesOf, slotsAt } from '../../projections/slots-at.js'
import type { Moment } from '../../projections/time.js'
import { decoded } from '../support/decoded.js'
import { must } from '../support/log-reading.js'
import { projected } from '../support/projected.js'
import { certificateNumbered, epoch, story, tell } from './slot-stories.js'

/** Every instant at which something changed, and just beside it, at every position. */
const moments = (events: ReadonlyArray<RecordedEvent<DomainEvent>>): ReadonlyArray<Moment> =>
  [0, ...events.map(({ position }) => position)].flatMap((knownAt) =>
    [epoch, ...events.map(({ recordedAt }) => recordedAt)]
      .flatMap((at) => [plusMs(at, -1), at, plusMs(at, 5.5 * 3_600_000)])
      .map((validAt) => ({ validAt, knownAt: decoded(Position, knownAt), isPresent: false })))

const everywhere = fc.property(story, (steps) => {
  const { events } = tell(steps)
  const rows = projected(events)
  for (const moment of moments(events)) {
    const slots = slotsAt(rows, moment)
    for (const number of [1, 2, 3, 4, 5]) {
      const { thumbprintSha256 } = certificateNumbered(number)
      const expected = slots.flatMap(({ slot, value }) =>
        (['current', 'previous', 'staged'] as const)
          .filter((as) => value[as]?.certificate === thumbprintSha256)
          .map((as) => [slot, as]))
      expect(placesOf(rows, thumbprintSha256, moment).map(({ found, as }) => [found.slot, as])).toEqual(expected)
    }
  }
})

describe('placesOf', () => {
  it('finds a certificate by index where a look into every slot finds it, at every moment', () => {
    fc.assert(everywhere, { numRuns: 100 })
  })
})

describe('ListRolls', () => {
  it('lists as staged what waits in the slots, whether or not it lists the others as well', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { events } = tell(steps)
        const rows = projected(events)
        for (const { validAt, knownAt } of moments(events)) {
          const ask = (all: boolean) =>
            must(listRolls.ask(rows, { all }, { at: validAt, knownAt }, { now: validAt, reached: knownAt })).rolls
          const some = ask(false)
          expect(ask(true).filter(({ state }) => state === 'staged')).toEqual(some)
        }
      }),
      { numRuns: 100 },
    )
  })
})
