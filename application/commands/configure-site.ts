import { site } from '../../domain/site/decide.js'
import { described, optional } from '../../domain/input/field.js'
import { domainsField, uuidField, wordsField } from '../../domain/input/fields.js'
import { siteStream } from '../../domain/streams.js'
import { pipe, TE } from '../prelude.js'
import { command } from './command.js'

/** Sets SIP domains, realm and service name; what is left out stays as it is. Source: FIELD S18, 5.1. */
export const configureSite = command({
  name: 'ConfigureSite',
  summary: 'Set the SIP domains, the realm and the service name of the site',
  right: 'administer',
  fields: {
    sipDomains: optional(domainsField),
    realm: optional(wordsField('OAuth realm; left out at first: the default SIP domain')),
    serviceName: optional(described('OAuth service name; left out at first: that of Skype for Business', uuidField)),
  },
  run: (services) => (input, context) =>
    pipe(
      services.handle(site, context, siteStream, { type: 'ConfigureSite', data: { ...input, at: context.at } }),
      TE.map(({ events }) => ({ events, findings: [] })),
    ),
})
