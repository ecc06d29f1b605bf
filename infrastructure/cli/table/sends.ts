import { commands, type CommandName } from '../../../application/commands/catalogue.js'
import type { ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { always } from '../run/always.js'
import type { Sending } from '../run/prepare-command.js'
import { deferred } from './deferred.js'
import type { CliCommand } from './cli-command.js'

type Described = Pick<CliCommand, 'path' | 'examples'> &
  Partial<Pick<CliCommand, 'arguments' | 'notes'>> &
  Partial<Sending>

/** A command of the catalogue: parameters and summary are the catalogue's. */
export const sends = (
  name: CommandName,
  { path, examples, notes = [], arguments: placed = [], ...sending }: Described,
): CliCommand => ({
  path,
  summary: commands[name].summary,
  kind: 'command',
  fields: commands[name].fields,
  arguments: placed,
  notes,
  examples,
  perform: (call) =>
    deferred<SpokenError, ExitCode>(async () => {
      const { sendCommand } = await import('../run/send-command.js')
      const { meant = always(name), action = () => null } = sending
      return sendCommand(call, { meant, action })
    }),
})
