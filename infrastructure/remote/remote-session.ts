import type { Session } from '../system/session.js'
import { asking } from './asking.js'
import { maintenance } from './maintenance.js'
import { remoteCommands } from './remote-commands.js'
import type { RemoteOptions } from './remote-options.js'
import { remoteQuestions } from './remote-questions.js'
import { openWire } from './wire.js'

/**
 * The ledger behind a server. Nothing is sent before something is asked; `close` ends the connections. Throws where
 * certificates or keys of TLS are not understood.
 */
export const remoteSession = (options: RemoteOptions): Session => {
  const wire = openWire(options)
  const server = options.server.origin
  const ask = asking(wire, server)
  const question = remoteQuestions(ask, server)
  return {
    command: remoteCommands(ask, server, question),
    question,
    ...maintenance(wire, ask, server),
    close: wire.close,
  }
}
