import { t } from '../prelude.js'
import { Instant } from '../values/instant.js'
import { Slot } from '../values/slot.js'
import { WholeNumber } from '../values/whole-number.js'
import type { MessageOf } from '../messages.js'

/** What becomes of a roll that not every front end has proved. */
export const UnprovedRoll = t.keyof({ hold: null, warn: null, proceed: null })
export type UnprovedRoll = t.TypeOf<typeof UnprovedRoll>

/** Everything that can happen to the policy of a slot. These names are the storage format. */
export const rollPolicyEvents = {
  /**
   * A roll that is not proved everywhere `marginMs` before its instant is put off by a day (`hold`), warned of
   * (`warn`), or simply takes effect (`proceed`).
   */
  RollPolicySet: t.type({ slot: Slot, unproved: UnprovedRoll, marginMs: WholeNumber, setAt: Instant }),
}
export type RollPolicyEvent = MessageOf<typeof rollPolicyEvents>
