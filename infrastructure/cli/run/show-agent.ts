import { resolve } from 'node:path'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { parseInput } from '../../../domain/input/field.js'
import { statusHere, type AgentStatus, type PlaceStatus } from '../../system/agent.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import { pathWords, printable } from '../../wording/printable.js'
import type { SpokenError } from '../../wording/problem.js'
import { only } from '../arguments/raw-values.js'
import { isForPrograms } from '../output/machine-format.js'
import type { Call } from '../table/cli-command.js'
import { statusFields } from './agent-fields.js'

const placeLine = ({ role, place, generation, thumbprint, notAfter, effectiveAt }: PlaceStatus): string => {
  const effective = place === 'staged' && effectiveAt !== null ? `, effective ${effectiveAt}` : ''
  return `  ${role} ${place}: ${thumbprint}, generation ${String(generation)}, expires ${notAfter}${effective}`
}

const clockWords = (aheadMs: number): string =>
  aheadMs === 0 ? 'agrees' : `${String(Math.abs(aheadMs))} ms ${aheadMs > 0 ? 'ahead of' : 'behind'} the ledger`

const linesOf = (status: AgentStatus): ReadonlyArray<string> => {
  const { fqdn, server, store, ledger, fingerprint, nextFingerprint, isRunning, contact, places } = status
  return [
    `Agent of ${fqdn}, ${isRunning ? 'running' : 'not running'}`,
    `Server:       ${printable(server)}`,
    `Ledger:       ${ledger ?? 'none has answered yet'}`,
    `Fingerprint:  ${fingerprint ?? 'it has no keys'}`,
    ...(nextFingerprint === null ? [] : [`New keys:     ${nextFingerprint}, asked for and not answered`]),
    `Store:        ${pathWords(store)}`,
    `Last contact: ${contact === null ? 'never' : `${contact.at}, position ${String(contact.position)}`}`,
    ...(contact === null ? [] : [`Clock:        ${clockWords(contact.aheadMs)}`]),
    `To report:    ${String(status.waitingResults)}`,
    places.length === 0 ? 'The store holds nothing.' : 'The store holds:',
    ...places.map(placeLine),
  ]
}

/** Shows this machine's agent. */
export const showAgent = (call: Call): TaskEither<SpokenError, ExitCode> => {
  const { world, setting } = call
  return pipe(
    TE.fromEither(parseInput(statusFields, only(statusFields, call.raw))),
    TE.chainW(({ state }) => statusHere(resolve(world.cwd, state))),
    TE.chainW((status) =>
      world.stdout.write(`${isForPrograms(setting.format) ? JSON.stringify(status) : linesOf(status).join('\n')}\n`)),
    TE.map(() => exitCodes.fine),
  )
}
