import { describe } from 'vitest'
import { appends } from './event-log/appends.js'
import { closing } from './event-log/closing.js'
import { expectations } from './event-log/expectations.js'
import { following } from './event-log/following.js'
import type { EventLogHarness } from './event-log/harness.js'
import { races } from './event-log/races.js'
import { records } from './event-log/records.js'
import { repeats } from './event-log/repeats.js'
import { streams } from './event-log/streams.js'
import { wholeLog } from './event-log/whole-log.js'

export type { EventLogHarness } from './event-log/harness.js'

/** The laws of `application/ports/event-log.ts`, for every adapter. */
export const eventLogContract = (name: string, harness: EventLogHarness): void => {
  describe(`${name}: what the writer expects`, () => expectations(harness))
  describe(`${name}: appending`, () => appends(harness))
  describe(`${name}: appending again`, () => repeats(harness))
  describe(`${name}: many writers`, () => races(harness))
  describe(`${name}: one stream`, () => streams(harness))
  describe(`${name}: all events`, () => wholeLog(harness))
  describe(`${name}: records`, () => records(harness))
  describe(`${name}: following`, () => following(harness))
  describe(`${name}: closing`, () => closing(harness))
}
