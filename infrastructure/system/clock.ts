import type { Clock } from '../../application/ports/clock.js'
import { instantAtMs } from '../../domain/values/instant.js'

let lastMs = Date.now()
let last = instantAtMs(lastMs)

/** The machine's clock, to the millisecond. Within one, the same text. */
export const systemClock: Clock = {
  now: () => {
    const ms = Date.now()
    if (ms !== lastMs) {
      lastMs = ms
      last = instantAtMs(ms)
    }
    return last
  },
}
