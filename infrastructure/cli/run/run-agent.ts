import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { parseInput } from '../../../domain/input/field.js'
import { runHere, type AgentNews } from '../../system/agent.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import { printable } from '../../wording/printable.js'
import type { SpokenError } from '../../wording/problem.js'
import { only } from '../arguments/raw-values.js'
import { isForPrograms } from '../output/machine-format.js'
import type { Call } from '../table/cli-command.js'
import { runFields } from './agent-fields.js'
import { programVersion } from './program-version.js'

const MOST_CHARACTERS = 1_000

const fact = ([name, value]: readonly [string, string | number | null]): ReadonlyArray<string> =>
  value === null || value === '' ? [] : [`${name}=${printable(String(value), MOST_CHARACTERS)}`]

const lineOf = ({ setting, world }: Call, { event, level, facts }: AgentNews): string =>
  isForPrograms(setting.format)
    ? JSON.stringify({ at: world.now(), level, event, ...facts })
    : [world.now(), level, event, ...Object.entries(facts).flatMap(fact)].join(' ')

/** Runs this machine's agent, once or until it is stopped; what it does is told line by line. */
export const runAgent = (call: Call): TaskEither<SpokenError, ExitCode> =>
  pipe(
    TE.fromEither(parseInput(runFields, only(runFields, call.raw))),
    TE.chainW(({ state, once }) => {
      const { cwd, interruption, stdout } = call.world
      return runHere({
        state: resolve(cwd, state),
        version: programVersion(),
        once,
        tell: (news) => {
          if (!call.setting.quiet || news.level !== 'info') void stdout.write(`${lineOf(call, news)}\n`)()
        },
        sleep: (ms) => sleep(ms, undefined, { signal: interruption }).catch(() => undefined),
        signal: interruption,
      })
    }),
    TE.map(() => exitCodes.fine),
  )
