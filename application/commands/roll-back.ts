import { assignment } from '../../domain/assignment/decide.js'
import { slotNow } from '../../domain/assignment/roll-window.js'
import { assignmentStream } from '../../domain/streams.js'
import type { Slot } from '../../domain/values/slot.js'
import type { CommandContext } from '../context.js'
import { judge, knownCertificate } from '../evidence.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { slotMeant } from '../slots.js'
import { forceField } from './assign-certificate.js'
import { command, type CommandError, type CommandResult } from './command.js'
import { cancelledRollFindings } from './roll-findings.js'
import { slotFields } from './rolls.js'

const backIn = (
  services: Services,
  context: CommandContext,
  slot: Slot,
  force: boolean,
): TaskEither<CommandError, CommandResult> =>
  pipe(
    services.load(assignment, assignmentStream(slot)),
    TE.map(({ state }) => slotNow(state, context.at).previous?.certificate ?? null),
    TE.bindTo('to'),
    TE.bindW('findings', ({ to }) =>
      to === null
        ? TE.right([])
        : pipe(
            knownCertificate(services, to.thumbprintSha256),
            TE.chainW((known) => judge(services, known, slot, context.at, context.at)),
          ),
    ),
    TE.chainW(({ to, findings }) =>
      pipe(
        services.handle(assignment, context, assignmentStream(slot), {
          type: 'RollBack',
          data: { slot, to, findings, force, at: context.at },
        }),
        TE.map((handled) => ({
          events: handled.events,
          findings: [...findings, ...cancelledRollFindings(handled)],
        })),
      ),
    ),
  )

/**
 * Makes the previous certificate current again, if it may still serve: not expired, its key not destroyed.
 * Source: AUDIT 6.
 */
export const rollBack = command({
  name: 'RollBack',
  summary: 'Make the previous certificate current again',
  right: 'operate',
  fields: { ...slotFields, force: forceField },
  run: (services) => ({ type, identity, force }, context) =>
    pipe(
      TE.fromEither(slotMeant(type, identity)),
      TE.chainW((slot) => backIn(services, context, slot, force)),
    ),
})
