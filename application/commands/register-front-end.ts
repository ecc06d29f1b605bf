import { frontEnd } from '../../domain/front-end/decide.js'
import { fqdnField } from '../../domain/input/fields.js'
import { frontEndStream } from '../../domain/streams.js'
import { pipe, TE } from '../prelude.js'
import { command } from './command.js'

/** Makes a front end known by its FQDN. */
export const registerFrontEnd = command({
  name: 'RegisterFrontEnd',
  summary: 'Register a front end server',
  right: 'administer',
  fields: { fqdn: fqdnField },
  run:
    (services) =>
    ({ fqdn }, context) =>
      pipe(
        services.handle(frontEnd, context, frontEndStream(fqdn), {
          type: 'RegisterFrontEnd',
          data: { fqdn, at: context.at },
        }),
        TE.map(({ events }) => ({ events, findings: [] })),
      ),
})
