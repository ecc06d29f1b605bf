import { serveFields } from '../run/serve-fields.js'
import type { CliCommand } from './cli-command.js'
import { deferred } from './deferred.js'

/** The ledger as a service. */
export const serverCommands: ReadonlyArray<CliCommand> = [
  {
    path: ['serve'],
    summary: 'Serve the ledger over HTTP to people, programs and agents, until it is stopped',
    kind: 'other',
    isLocal: true,
    fields: serveFields,
    arguments: [],
    notes: [
      'Whoever asks needs a token: certledger access grant. Beyond loopback it listens with TLS only.',
      'The page at / shows every route with an example; the log goes to standard error, as lines of JSON.',
      'It puts rolls on record as they take effect, plans deliveries and repairs: docs/server.md.',
    ],
    examples: [
      '',
      '--listen 0.0.0.0:8443 --tls-certificate server.pem --tls-key server.key',
      '--listen [::]:8443 --tls-certificate server.pem --tls-key server.key --client-ca ca.pem',
    ],
    perform: (call) => deferred(async () => (await import('../run/serve.js')).serve(call)),
  },
]
