import { assignment } from '../../domain/assignment/decide.js'
import { dueRoll, type StagedCertificate } from '../../domain/assignment/slot-at.js'
import { assignmentStream } from '../../domain/streams.js'
import type { Slot } from '../../domain/values/slot.js'
import type { Uuid } from '../../domain/values/uuid.js'
import { stamped } from '../context.js'
import type { CommandError, CommandResult } from '../commands/command.js'
import { E, pipe, T, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { byScheduler } from './by-scheduler.js'
import { planOf } from './roll-plan.js'

type Activated = TaskEither<CommandError, CommandResult['events']>

const commandId = ({ ids }: Services, { rollId, effectiveAt }: StagedCertificate): Uuid =>
  ids.derived([rollId, effectiveAt, 'activate'])

/** The command id is made from the roll, so that any number of processes, however late, record it once. */
const activate = (services: Services, slot: Slot): Activated =>
  pipe(
    services.load(assignment, assignmentStream(slot)),
    TE.chainW(({ state }) => {
      const due = dueRoll(state, services.clock.now())
      return due === null
        ? TE.right([])
        : pipe(
            planOf(services, slot, due.rollId),
            TE.map((cause) => stamped(services, byScheduler(commandId(services, due), cause))),
            TE.chainW((context) =>
              services.handle(assignment, context, assignmentStream(slot), {
                type: 'ActivateRoll',
                data: { slot, at: context.at },
              }),
            ),
            TE.map(({ events }) => events),
          )
    }),
  )

/** Every slot gets its turn, also behind one that fails; the first failure is told in the end. */
const each = (services: Services, slots: ReadonlyArray<Slot>): Activated =>
  pipe(
    slots,
    T.traverseSeqArray((slot) => activate(services, slot)),
    T.map(E.sequenceArray),
    TE.map((recorded) => recorded.flat()),
  )

/**
 * Records every roll whose instant has passed, as evidence with its lateness; no answer depends on it. Nothing
 * due: no event. Repeats and rivals record nothing twice. Source: DESIGN 3.
 */
export const activateDueRolls = (services: Services): Activated =>
  pipe(
    services.refresh,
    TE.chainW(() => services.lookup.slotsWithDueRolls(services.clock.now())),
    TE.chainW((slots) => each(services, slots)),
  )
