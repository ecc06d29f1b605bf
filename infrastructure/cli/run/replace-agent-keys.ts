import { resolve } from 'node:path'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { parseInput } from '../../../domain/input/field.js'
import { replaceKeysHere, type KeysReplaced } from '../../system/agent.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { only } from '../arguments/raw-values.js'
import { isForPrograms } from '../output/machine-format.js'
import type { Call } from '../table/cli-command.js'
import { replaceKeysFields } from './agent-fields.js'
import { fingerprintLines } from './fingerprint-lines.js'
import { programVersion } from './program-version.js'

const sentences = ({ fqdn, fingerprint }: KeysReplaced): string =>
  `The agent of ${fqdn} has new keys, and the former ones are not listened to any more. Fingerprint of its keys:\n\n` +
  `${fingerprintLines(fingerprint)}\n`

/** Replaces the keys of this machine's agent. Repeat: replaces them again, or tells that it has come about. */
export const replaceAgentKeys = (call: Call): TaskEither<SpokenError, ExitCode> => {
  const { world: { cwd, interruption, stdout }, setting, raw } = call
  return pipe(
    TE.fromEither(parseInput(replaceKeysFields, only(replaceKeysFields, raw))),
    TE.chainW(({ state }) =>
      replaceKeysHere({ state: resolve(cwd, state), version: programVersion(), signal: interruption })),
    TE.chainW((replaced) =>
      stdout.write(isForPrograms(setting.format) ? `${JSON.stringify(replaced)}\n` : sentences(replaced))),
    TE.map(() => exitCodes.fine),
  )
}
