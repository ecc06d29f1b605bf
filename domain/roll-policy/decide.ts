import { decideBy, evolveBy, type Decider } from '../decider.js'
import { E } from '../prelude.js'
import type { RollPolicyCommand } from './commands.js'
import type { RollPolicyEvent } from './events.js'
import { defaultRollPolicy, type RollPolicy } from './facts.js'

/** What becomes of the unproved rolls of one slot; nothing is refused. */
export const rollPolicy: Decider<RollPolicyCommand, RollPolicyEvent, RollPolicy, never> = {
  initialState: defaultRollPolicy,
  decide: decideBy<RollPolicy, RollPolicyCommand, RollPolicyEvent, never>({
    SetRollPolicy: ({ slot, unproved, marginMs, at }, present) => {
      const margin = marginMs ?? present.marginMs
      return E.right(
        unproved === present.unproved && margin === present.marginMs
          ? []
          : [{ type: 'RollPolicySet', data: { slot, unproved, marginMs: margin, setAt: at } }],
      )
    },
  }),
  evolve: evolveBy<RollPolicy, RollPolicyEvent>({
    RollPolicySet: (_state, { unproved, marginMs }) => ({ unproved, marginMs }),
  }),
}
