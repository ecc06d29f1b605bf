import type { TaskEither } from '../../../application/prelude.js'
import type { Fields } from '../../../domain/input/field.js'
import type { ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import type { RawValues } from '../arguments/raw-values.js'
import type { Setting } from '../setting.js'
import type { World } from '../world.js'

/** One call of a command: what was typed, where it runs, and the commands that there are. */
export type Call = {
  readonly raw: RawValues
  readonly setting: Setting
  readonly world: World
  readonly commands: ReadonlyArray<CliCommand>
}

/** Carries a call out, answers included; the right side is how the process ends. */
export type Perform = (call: Call) => TaskEither<SpokenError, ExitCode>

/** An argument without a name: `shown` in help, `field` that it fills. */
export type ArgumentSpec = {
  readonly shown: string
  readonly field: string
  readonly summary: string
  /** True where it has an option of the same meaning as well. */
  readonly alsoOption: boolean
}

/** What is typed after `certledger`: its path, its parameters, how it is explained, and what it does. */
export type CliCommand = {
  /** Noun and verb, or one word. */
  readonly path: readonly [string] | readonly [string, string]
  readonly summary: string
  /** Which shared options it takes: those of commands, those of questions, or none. */
  readonly kind: 'command' | 'question' | 'other'
  /** True where it concerns this machine alone: no server has to do with it. */
  readonly isLocal?: true
  readonly fields: Fields
  readonly arguments: ReadonlyArray<ArgumentSpec>
  /** What else has to be said below the options. */
  readonly notes: ReadonlyArray<string>
  /** What stands after `certledger` and the path, each whole. */
  readonly examples: ReadonlyArray<string>
  readonly perform: Perform
}
