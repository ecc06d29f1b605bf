import { assignment } from '../../domain/assignment/decide.js'
import { assignmentStream } from '../../domain/streams.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import { plusMs } from '../../domain/values/instant.js'
import type { CommandError, CommandResult } from '../commands/command.js'
import { stamped } from '../context.js'
import type { UnprovedRoll } from '../ports/delivery-lookup.js'
import { E, pipe, T, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { byScheduler } from './by-scheduler.js'
import { planOf } from './roll-plan.js'

type Held = TaskEither<CommandError, CommandResult['events']>

const DAY_MS = 86_400_000
const MOST_NAMED = 10

const reasonOf = (notProvedBy: ReadonlyArray<Fqdn>): string => {
  const more = notProvedBy.length - MOST_NAMED
  const named = notProvedBy.slice(0, MOST_NAMED).join(', ')
  return `not proved by ${named}${more > 0 ? ` and ${String(more)} more` : ''}`
}

/** The slot, decided only while the roll still stands as it was looked at: a date that a person gave it counts. */
const whileStaged = ({ rollId, effectiveAt }: UnprovedRoll): typeof assignment => ({
  ...assignment,
  decide: (command) => (state) =>
    state.openRoll?.rollId === rollId && state.openRoll.effectiveAt === effectiveAt
      ? assignment.decide(command)(state)
      : E.right([]),
})

/** The command id is made from the roll and its instant, so that any number of processes put it off once. */
const hold = (services: Services, roll: UnprovedRoll): Held => {
  const { slot, rollId, effectiveAt, notProvedBy } = roll
  return pipe(
    planOf(services, slot, rollId),
    TE.map((cause) =>
      stamped(
        services,
        byScheduler(services.ids.derived([rollId, effectiveAt, 'hold']), cause, reasonOf(notProvedBy)),
      )),
    TE.chainW((context) =>
      services.handle(whileStaged(roll), context, assignmentStream(slot), {
        type: 'RescheduleRoll',
        data: { slot, effectiveAt: plusMs(effectiveAt, DAY_MS), force: true, at: context.at },
      })),
    TE.map(({ events }) => events),
  )
}

/**
 * Puts off by a day every roll whose policy is to hold it and which, from the policy's margin on, some front end with
 * an agent has not proved. What the postponement overrides is on record. A roll that cannot be put off, because its
 * certificate expires before, is told as refused and takes effect. Repeat: no event.
 */
export const holdUnprovedRolls = (services: Services): Held =>
  pipe(
    services.refresh,
    TE.chainW(() => services.lookup.rollsToHold(services.clock.now())),
    TE.chainW((rolls) =>
      pipe(
        rolls,
        T.traverseSeqArray((roll) => hold(services, roll)),
        T.map((results) => pipe(results, E.sequenceArray, E.map((events) => events.flat()))),
      )),
  )
