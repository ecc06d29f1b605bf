import type { Instant } from '../values/instant.js'
import type { Slot } from '../values/slot.js'
import type { UnprovedRoll } from './events.js'

/** What can be said of the policy of a slot. Repeat: no event. */
export type RollPolicyCommand = {
  readonly type: 'SetRollPolicy'
  readonly data: {
    readonly slot: Slot
    readonly unproved: UnprovedRoll
    /** null: as it is. */
    readonly marginMs: number | null
    readonly at: Instant
  }
}
