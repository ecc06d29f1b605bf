import { frontEnd } from '../../domain/front-end/decide.js'
import { boundedDurationField } from '../../domain/input/agent-fields.js'
import { optional } from '../../domain/input/field.js'
import { fqdnField } from '../../domain/input/fields.js'
import { frontEndStream } from '../../domain/streams.js'
import { plusMs } from '../../domain/values/instant.js'
import { pipe, TE } from '../prelude.js'
import { command } from './command.js'
import { issuedToken } from './issued-token.js'

const MINUTE_MS = 60_000
const USUAL_MS = 24 * 60 * MINUTE_MS
const LONGEST_MS = 7 * USUAL_MS

/** Lets one agent ask, once, to speak for a front end; the invitation is shown once. Repeat: another invitation. */
export const inviteAgent = command({
  name: 'InviteAgent',
  summary: 'Invite the agent of a front end to be enrolled; the invitation is good once',
  right: 'administer',
  fields: {
    fqdn: fqdnField,
    expires: optional(
      boundedDurationField('how long the invitation is good, at most 7d; left out: 24h', MINUTE_MS, LONGEST_MS),
    ),
  },
  run: ({ handle, tokens }) => ({ fqdn, expires }, context) => {
    const fresh = tokens.fresh('cli')
    const expiresAt = plusMs(context.at, expires ?? USUAL_MS)
    const data = { fqdn, invitation: fresh.mark, expiresAt, at: context.at }
    return pipe(
      handle(frontEnd, context, frontEndStream(fqdn), { type: 'InviteAgent', data }),
      TE.map(({ events }) => ({ events, findings: [], ...issuedToken(events, fresh, context) })),
    )
  },
})
