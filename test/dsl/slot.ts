import { expect } from 'vitest'
import type { AssignmentCommand } from '../../domain/assignment/commands.js'
import { assignment } from '../../domain/assignment/decide.js'
import type { AssignmentRefusal } from '../../domain/assignment/errors.js'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import { slotAt, type HeldCertificate, type StagedCertificate } from '../../domain/assignment/slot-at.js'
import { E } from '../../domain/prelude.js'
import { instant } from '../support/instants.js'
import { refNamed, type Named } from '../support/slot-builders.js'
import { folded, specification, type Given } from './given.js'

/** What a slot is expected to show: each place by the name of its certificate; one that is left out is empty. */
type Shown = { readonly current?: Named; readonly previous?: Named; readonly staged?: Named }

type Showing = {
  readonly shows: (content: Shown) => void
  /** Since when the current certificate stands there. */
  readonly showsCurrentSince: (since: string) => void
}

type GivenSlot = Given<AssignmentCommand, AssignmentEvent, AssignmentRefusal> & {
  readonly at: (when: string) => Showing
}

const nameOf = (held: HeldCertificate | StagedCertificate | null): string | null =>
  held?.certificate.thumbprint ?? null

const shownName = (named: Named | undefined): string | null =>
  named === undefined ? null : refNamed(named).thumbprint

const showing = (history: ReadonlyArray<AssignmentEvent>, when: string): Showing => {
  const { current, previous, staged } = slotAt(folded(assignment, history), instant(when))
  return {
    shows: (content) => {
      expect({ current: nameOf(current), previous: nameOf(previous), staged: nameOf(staged) }).toEqual({
        current: shownName(content.current),
        previous: shownName(content.previous),
        staged: shownName(content.staged),
      })
    },
    showsCurrentSince: (since) => { expect(current?.since).toBe(instant(since)) },
  }
}

const decided = specification(assignment)

/** `given(...events).when(command).then(...events)` and `given(...events).at(instant).shows({ current })`. */
export const given = (...history: ReadonlyArray<AssignmentEvent>): GivenSlot => ({
  ...decided(...history),
  at: (when) => showing(history, when),
})

/** The events that commands, each accepted, leave one after the other; throws where one is refused. */
export const recordedBy = (...commands: ReadonlyArray<AssignmentCommand>): ReadonlyArray<AssignmentEvent> =>
  commands.reduce<ReadonlyArray<AssignmentEvent>>((history, command) => {
    const decision = assignment.decide(command)(folded(assignment, history))
    if (E.isLeft(decision)) throw new Error(`refused: ${command.type} ${decision.left._tag}`)
    return [...history, ...decision.right]
  }, [])
