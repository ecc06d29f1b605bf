import fc from 'fast-check'
import { plusMs, type Instant } from '../../domain/values/instant.js'
import { arbitraryStory, type Step } from '../support/arbitrary-slot-story.js'
import { HOUR_MS, instant } from '../support/instants.js'

const HOURS = 1_000

/** Every hour from before the stories begin to after most of them end. */
export const everyHour: ReadonlyArray<Instant> = Array.from({ length: HOURS }, (_, hour) =>
  plusMs(instant('2026-05-25'), hour * HOUR_MS),
)

/** One instant of every day, to sample what is too dear by the hour. */
export const everyDay: ReadonlyArray<Instant> = everyHour.filter((_, hour) => hour % 24 === 5)

/** A law of whole stories. */
export const inEveryStory = (check: (story: ReadonlyArray<Step>) => void, stories = arbitraryStory): void => {
  fc.assert(fc.property(stories, check), { numRuns: 300 })
}

/** A law of every command in every story. */
export const inEveryStep = (check: (step: Step) => void): void => {
  inEveryStory((story) => { story.forEach(check) })
}
