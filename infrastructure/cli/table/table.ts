import { accessCommands } from './access.js'
import { rollCommands, siteCommands } from './administration.js'
import { agentCommands } from './agent.js'
import { certificateCommands } from './certificate.js'
import type { CliCommand } from './cli-command.js'
import { frontEndCommands } from './front-end.js'
import { driftCommands } from './drift.js'
import { otherCommands } from './other.js'
import { questionCommands } from './questions.js'
import { replicationCommands } from './replication.js'
import { serverCommands } from './server.js'

/** Every command of the command line. Parsing, help and completion are made from it. */
export const table: ReadonlyArray<CliCommand> = [
  ...certificateCommands,
  ...rollCommands,
  ...siteCommands,
  ...frontEndCommands,
  ...replicationCommands,
  ...driftCommands,
  ...accessCommands,
  ...serverCommands,
  ...agentCommands,
  ...questionCommands,
  ...otherCommands,
]
