import { optional } from '../../domain/input/field.js'
import { durationField, oneOfField } from '../../domain/input/fields.js'
import { rollPolicy } from '../../domain/roll-policy/decide.js'
import { rollPolicyStream } from '../../domain/streams.js'
import { pipe, TE } from '../prelude.js'
import { slotMeant } from '../slots.js'
import { command } from './command.js'
import { slotFields } from './rolls.js'

/** Says what becomes of a roll of a slot that not every front end with an agent has proved in time. */
export const setRollPolicy = command({
  name: 'SetRollPolicy',
  summary: 'Set whether a roll that is not proved everywhere holds, warns, or goes on',
  right: 'administer',
  fields: {
    ...slotFields,
    unproved: oneOfField('what an unproved roll does: hold puts it off by a day', ['hold', 'warn', 'proceed']),
    margin: optional(durationField('how long before its date that is decided; left out at first: 1h')),
  },
  run: (services) => ({ type, identity, unproved, margin }, context) =>
    pipe(
      TE.fromEither(slotMeant(type, identity)),
      TE.chainW((slot) =>
        services.handle(rollPolicy, context, rollPolicyStream(slot), {
          type: 'SetRollPolicy',
          data: { slot, unproved, marginMs: margin, at: context.at },
        })),
      TE.map(({ events }) => ({ events, findings: [] })),
    ),
})
