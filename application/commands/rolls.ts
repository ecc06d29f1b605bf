import type { AssignmentCommand } from '../../domain/assignment/commands.js'
import { assignment } from '../../domain/assignment/decide.js'
import type { AssignmentState } from '../../domain/assignment/state.js'
import type { Finding } from '../../domain/certificate/finding.js'
import { described, optional } from '../../domain/input/field.js'
import { identityField, instantField, roleField } from '../../domain/input/fields.js'
import { assignmentStream } from '../../domain/streams.js'
import type { CommandContext } from '../context.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { slotMeant } from '../slots.js'
import { forceField } from './assign-certificate.js'
import { command, type CommandError, type CommandResult } from './command.js'
import { rollFindingsOn } from './roll-findings.js'

export const slotFields = { type: roleField, identity: optional(identityField) }

/** Sends a command that needs no evidence to a slot. `findings` are told of the state that it was decided on. */
export const toSlot = (
  { handle }: Pick<Services, 'handle'>,
  context: CommandContext,
  assignmentCommand: AssignmentCommand,
  findings: (before: AssignmentState) => ReadonlyArray<Finding> = () => [],
): TaskEither<CommandError, CommandResult> =>
  pipe(
    handle(assignment, context, assignmentStream(assignmentCommand.data.slot), assignmentCommand),
    TE.map(({ events, before }) => ({ events, findings: findings(before) })),
  )

/** Another date for the staged certificate. */
export const rescheduleRoll = command({
  name: 'RescheduleRoll',
  summary: 'Give the staged certificate another effective date',
  right: 'operate',
  fields: { ...slotFields, effectiveDate: described('the new effective date', instantField), force: forceField },
  run: (services) => ({ type, identity, effectiveDate, force }, context) =>
    pipe(
      TE.fromEither(slotMeant(type, identity)),
      TE.chainW((slot) =>
        toSlot(
          services,
          context,
          { type: 'RescheduleRoll', data: { slot, effectiveAt: effectiveDate, force, at: context.at } },
          (before) =>
            rollFindingsOn(before, { role: slot.role, alongside: [], effectiveAt: effectiveDate, at: context.at }),
        ),
      ),
    ),
})

/** The staged certificate will not become current. The vendor has no equivalent. Source: FIELD section 3. */
export const cancelRoll = command({
  name: 'CancelRoll',
  summary: 'Cancel the staged roll',
  right: 'operate',
  fields: slotFields,
  run: (services) => ({ type, identity }, context) =>
    pipe(
      TE.fromEither(slotMeant(type, identity)),
      TE.chainW((slot) => toSlot(services, context, { type: 'CancelRoll', data: { slot, at: context.at } })),
    ),
})
