import { decideBy, type Decider } from '../decider.js'
import { E } from '../prelude.js'
import type { AssignmentCommand } from './commands.js'
import { assign } from './decide/assign.js'
import { correct } from './decide/correct.js'
import { removeAssignment, removePrevious } from './decide/remove.js'
import { rollBack } from './decide/roll-back.js'
import { cancel, reschedule, roll } from './decide/roll.js'
import { activation } from './decide/settled.js'
import type { AssignmentRefusal } from './errors.js'
import type { AssignmentEvent } from './events.js'
import { dueRoll } from './slot-at.js'
import { evolveAssignment, untouchedSlot, type AssignmentState } from './state.js'

/** The assignment aggregate: what one slot holds, held and will hold. */
export const assignment: Decider<AssignmentCommand, AssignmentEvent, AssignmentState, AssignmentRefusal> = {
  initialState: untouchedSlot,
  decide: decideBy<AssignmentState, AssignmentCommand, AssignmentEvent, AssignmentRefusal>({
    AssignCertificate: assign,
    RollCertificate: roll,
    RescheduleRoll: reschedule,
    CancelRoll: cancel,
    ActivateRoll: ({ slot, at }, state) => {
      const due = dueRoll(state, at)
      return E.right(due === null ? [] : [activation(slot, due, at)])
    },
    RollBack: rollBack,
    RemoveAssignment: removeAssignment,
    RemovePrevious: removePrevious,
    CorrectAssignment: correct,
  }),
  evolve: evolveAssignment,
}
