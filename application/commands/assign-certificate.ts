import { flagField, identityField, instantField, rolesField, thumbprintField } from '../../domain/input/fields.js'
import { described, optional } from '../../domain/input/field.js'
import { knownCertificate } from '../evidence.js'
import { E, pipe, TE } from '../prelude.js'
import { slotsMeant } from '../slots.js'
import { assignOrRoll, timingOf } from './assign-or-roll.js'
import { command } from './command.js'

export const effectiveDateField = optional(
  described('when the roll takes effect: RFC 3339 with an offset, or a plain date (00:00 UTC)', instantField),
)
export const rollField = flagField('stage it: current from its effective date on')
export const forceField = flagField('go on past findings that can be overridden; each is recorded')

/** Makes an imported certificate current at once, or rolls it in at a date. Source: FIELD S6, S8, 2.3. */
export const assignCertificate = command({
  name: 'AssignCertificate',
  summary: 'Assign an imported certificate, at once or rolled in at a date',
  right: 'operate',
  fields: {
    type: rolesField,
    identity: optional(identityField),
    thumbprint: thumbprintField,
    effectiveDate: effectiveDateField,
    roll: rollField,
    force: forceField,
  },
  run: (services) => ({ type, identity, thumbprint, effectiveDate, roll, force }, context) =>
    pipe(
      timingOf(roll, effectiveDate),
      E.chainW((timing) => pipe(slotsMeant(type, identity), E.map((slots) => ({ timing, slots })))),
      TE.fromEither,
      TE.chainW(({ timing, slots }) =>
        pipe(
          knownCertificate(services, thumbprint),
          TE.chainW((known) => assignOrRoll(services, context, { known, slots, timing, force })),
        ),
      ),
    ),
})
