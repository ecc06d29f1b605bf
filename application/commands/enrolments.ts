import { frontEnd } from '../../domain/front-end/decide.js'
import { fingerprintField } from '../../domain/input/agent-fields.js'
import { fqdnField } from '../../domain/input/fields.js'
import { frontEndStream } from '../../domain/streams.js'
import { pipe, TE } from '../prelude.js'
import { command } from './command.js'

/** Trusts the keys of the agent that asks, where their fingerprint is the one that its machine shows. */
export const confirmEnrolment = command({
  name: 'ConfirmEnrolment',
  summary: 'Trust the agent that asks to speak for a front end, after comparing its fingerprint',
  right: 'administer',
  fields: { fqdn: fqdnField, fingerprint: fingerprintField },
  run: ({ handle }) => ({ fqdn, fingerprint }, context) =>
    pipe(
      handle(frontEnd, context, frontEndStream(fqdn), {
        type: 'EnrolAgent',
        data: { fqdn, fingerprint, at: context.at },
      }),
      TE.map(({ events }) => ({ events, findings: [] })),
    ),
})

/** Does not trust the agent that asks. Nobody asks: no event. */
export const declineEnrolment = command({
  name: 'DeclineEnrolment',
  summary: 'Decline the agent that asks to speak for a front end',
  right: 'administer',
  fields: { fqdn: fqdnField },
  run: ({ handle }) => ({ fqdn }, context) =>
    pipe(
      handle(frontEnd, context, frontEndStream(fqdn), { type: 'DeclineEnrolment', data: { fqdn, at: context.at } }),
      TE.map(({ events }) => ({ events, findings: [] })),
    ),
})
