import { resolve } from 'node:path'
import { secretOf, type Secret } from '../../../application/ports/secret.js'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { wholeNumberField } from '../../../domain/input/fields.js'
import type { FieldProblem, InputNotUnderstood } from '../../../domain/input/field.js'
import type { FaceError } from '../../wording/face-error.js'
import { optionOf } from '../../wording/option.js'
import { textOf, type RawValues } from '../arguments/raw-values.js'
import type { World } from '../world.js'
import { readFileBounded, readStream } from './read-bounded.js'
import { readDescriptor } from './read-descriptor.js'

type Failure = FaceError | InputNotUnderstood

/** A password of 4,096 bytes and its line break. */
const MAX_BYTES = 4098

const LF = 0x0a
const CR = 0x0d

/** Without exactly one line break at the end, LF or CR LF; every other blank belongs to the password. */
export const withoutLineBreak = (bytes: Uint8Array): Uint8Array => {
  if (bytes.at(-1) !== LF) return bytes
  return bytes.subarray(0, bytes.at(-2) === CR ? -2 : -1)
}

/** The password in a file: its bytes, without the last line break. */
export const passwordInFile = (path: string, { cwd }: Pick<World, 'cwd'>): TaskEither<FaceError, Secret> =>
  pipe(readFileBounded(resolve(cwd, path), MAX_BYTES), TE.map(withoutLineBreak), TE.map(secretOf))

const wrong = (field: string) => (problem: FieldProblem): Failure => ({
  _tag: 'InputNotUnderstood',
  problems: [{ field, problem }],
  unknown: [],
})

const fromDescriptor = (text: string, { stdin }: World): TaskEither<Failure, Secret> =>
  pipe(
    TE.fromEither(wholeNumberField('', 0, 1023).parse(text)),
    TE.mapLeft(wrong('passwordFd')),
    TE.chainW((descriptor) =>
      descriptor === 0 ? readStream(() => stdin, 'standard input', MAX_BYTES) : readDescriptor(descriptor, MAX_BYTES)),
    TE.map(withoutLineBreak),
    TE.map(secretOf),
  )

const fromVariable = (name: string, { env }: World): TaskEither<Failure, Secret> => {
  const value = env[name]
  return value === undefined
    ? TE.left(wrong('passwordEnv')({ _tag: 'Missing' }))
    : TE.right(secretOf(Buffer.from(value, 'utf8')))
}

/** The password where one was given, in one of the three ways; null where none was. */
export const givenPassword = (raw: RawValues, world: World): TaskEither<Failure, Secret | null> => {
  const file = textOf(raw, 'passwordFile')
  const descriptor = textOf(raw, 'passwordFd')
  const variable = textOf(raw, 'passwordEnv')
  const sources = ['passwordFile', 'passwordFd', 'passwordEnv'].filter((name) => raw[name] !== undefined).map(optionOf)
  if (sources.length > 1) return TE.left({ _tag: 'PasswordSourceAmbiguous', sources })
  if (file !== undefined) return passwordInFile(file, world)
  if (descriptor !== undefined) return fromDescriptor(descriptor, world)
  return variable === undefined ? TE.right(null) : fromVariable(variable, world)
}
