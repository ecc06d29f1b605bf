import { readFileSync } from 'node:fs'
import { t } from '../../../domain/prelude.js'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { isForPrograms } from '../output/machine-format.js'
import type { Call } from '../table/cli-command.js'

const Package = t.type({ name: t.literal('certledger'), version: t.string })

/** The program's own package.json stands above the compiled code, or above the sources. */
const places = ['../../../../package.json', '../../../package.json']

const versionIn = (place: string): ReadonlyArray<string> => {
  try {
    const found: unknown = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8'))
    return Package.is(found) ? [found.version] : []
  } catch {
    return []
  }
}

/** Shows the version of the program and of Node. */
export const writeVersion = ({ setting, world }: Call): TaskEither<SpokenError, ExitCode> => {
  const version = places.flatMap(versionIn)[0] ?? 'unknown'
  const text = isForPrograms(setting.format)
    ? JSON.stringify({ version, node: world.nodeVersion })
    : `certledger ${version} (Node ${world.nodeVersion})`
  return pipe(world.stdout.write(`${text}\n`), TE.map(() => exitCodes.fine))
}
