import type { Clock } from '../../../application/ports/clock.js'
import { plusMs, type Instant } from '../../../domain/values/instant.js'
import { instant } from '../instants.js'

/** A clock that stands still until it is moved, in either direction. */
export type MovableClock = Clock & {
  readonly set: (text: string) => void
  readonly move: (ms: number) => void
}

/** A clock that stands at an instant as a person writes it. */
export const movableClock = (text: string): MovableClock => {
  let now: Instant = instant(text)
  return {
    now: () => now,
    set: (later) => { now = instant(later) },
    move: (ms) => { now = plusMs(now, ms) },
  }
}
