import { describe, expect, it } from 'vitest'
import type { AssignmentCommand } from '../../../domain/assignment/commands.js'
import { assignment } from '../../../domain/assignment/decide.js'
import { dueRoll } from '../../../domain/assignment/slot-at.js'
import { E } from '../../../domain/prelude.js'
import { folded } from '../../dsl/given.js'
import { given } from '../../dsl/slot.js'
import { instant, justBefore } from '../../support/instants.js'
import {
  certificateAssigned, previousRemoved, rollActivated, rollCancelled, rollIdOf, rollScheduled, tokenSlot,
} from '../../support/slot-builders.js'
import {
  activateRoll, assign, cancelRoll, correctAssignment, removeAssignment, removePrevious, reschedule, roll, rollBack,
} from '../../support/slot-commands.js'

/** A roll of B that became due on 1 May without anybody telling. */
const untold = [certificateAssigned('A', '2026-03-01'), rollScheduled('B', '2026-04-01', '2026-05-01')]
const at = '2026-05-03'
const activated = rollActivated('B', '2026-05-01', at)

const accepted: ReadonlyArray<readonly [AssignmentCommand['type'], AssignmentCommand]> = [
  ['ActivateRoll', activateRoll(at)],
  ['AssignCertificate', assign('C', at)],
  ['RollCertificate', roll('C', at, '2026-06-01')],
  ['RollBack', rollBack('A', at)],
  ['RemoveAssignment', removeAssignment(at, { force: true })],
  ['RemovePrevious', removePrevious(at)],
  ['CorrectAssignment', correctAssignment('D', { from: '2026-04-10', to: '2026-04-20' }, at)],
]

const decided = (command: AssignmentCommand) => assignment.decide(command)(folded(assignment, untold))

describe('A roll that became due without anyone recording it', () => {
  it.each(accepted)('is put on record in front of %s, once', (_name, command) => {
    const events = E.getOrElseW(() => [])(decided(command))
    expect(events[0]).toEqual(activated)
    expect(events.filter(({ type }) => type === 'RollActivated')).toHaveLength(1)
  })

  it.each(accepted)('is on record then: %s leaves none due', (_name, command) => {
    const events = E.getOrElseW(() => [])(decided(command))
    expect(dueRoll(folded(assignment, [...untold, ...events]), instant('2026-05-04'))).toBeNull()
    given(...untold, ...events).when(activateRoll('2026-05-04')).thenNothing()
  })

  it('is not put on record by a command that has nothing to do', () => {
    given(...untold).when(assign('B', at)).thenNothing()
    given(...untold, activated, previousRemoved('A', at)).when(removePrevious(at)).thenNothing()
  })

  it('is not put on record by a command that is refused', () => {
    given(...untold).when(cancelRoll(at)).thenRejects({ _tag: 'NothingStaged', slot: tokenSlot })
    given(...untold)
      .when(reschedule(at, '2026-06-01'))
      .thenRejects({ _tag: 'NothingStaged', slot: tokenSlot })
  })

  it('is due from its effective instant on, until it is told', () => {
    const planned = folded(assignment, untold)
    const due = instant('2026-05-01')
    expect(dueRoll(planned, justBefore(due))).toBeNull()
    expect(dueRoll(planned, due)?.rollId).toBe(rollIdOf('B'))
    expect(dueRoll(folded(assignment, [...untold, activated]), due)).toBeNull()
    expect(dueRoll(folded(assignment, [...untold, rollCancelled('B', '2026-04-20', 'requested')]), due))
      .toBeNull()
    expect(dueRoll(assignment.initialState, due)).toBeNull()
  })
})
