import type { Clock } from '../../application/ports/clock.js'
import { instantAtMs } from '../../domain/values/instant.js'

/** The machine's clock, to the millisecond. */
export const systemClock: Clock = { now: () => instantAtMs(Date.now()) }
