import { verifiesUntil, slotNow } from '../../domain/assignment/roll-window.js'
import type { AssignmentState } from '../../domain/assignment/state.js'
import { finding, type Finding } from '../../domain/certificate/finding.js'
import { flagField } from '../../domain/input/fields.js'
import type { Instant } from '../../domain/values/instant.js'
import { pipe, TE } from '../prelude.js'
import { slotMeant } from '../slots.js'
import { forceField } from './assign-certificate.js'
import { command } from './command.js'
import { slotFields, toSlot } from './rolls.js'

const stillVerifying = (at: Instant) => (before: AssignmentState): ReadonlyArray<Finding> => {
  const { previous } = slotNow(before, at)
  if (previous === null || verifiesUntil(previous) <= at) return []
  const { thumbprint } = previous.certificate
  return [finding('warning', { _tag: 'PreviousStillVerifies', thumbprint, until: verifiesUntil(previous) })]
}

/**
 * Un-marks the current certificate, or with `previous` the previous one; the certificate itself stays known.
 * Source: FIELD 2.5.
 */
export const removeAssignment = command({
  name: 'RemoveAssignment',
  summary: 'Take the current, or the previous, certificate out of a slot',
  right: 'operate',
  fields: {
    ...slotFields,
    previous: flagField('remove the previous certificate, not the current one'),
    force: forceField,
  },
  run: (services) => ({ type, identity, previous, force }, context) =>
    pipe(
      TE.fromEither(slotMeant(type, identity)),
      TE.chainW((slot) =>
        previous
          ? toSlot(
              services,
              context,
              { type: 'RemovePrevious', data: { slot, at: context.at } },
              stillVerifying(context.at),
            )
          : toSlot(services, context, { type: 'RemoveAssignment', data: { slot, force, at: context.at } }),
      ),
    ),
})
