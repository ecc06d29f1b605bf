import { commands, type CommandName } from '../../../application/commands/catalogue.js'
import type { Asked } from '../../../application/context.js'
import type { Secret } from '../../../application/ports/secret.js'
import { pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import { parseInput, type Fields, type InputNotUnderstood } from '../../../domain/input/field.js'
import type { SpokenError } from '../../wording/problem.js'
import { pathField } from '../arguments/general-fields.js'
import { only, type RawValues } from '../arguments/raw-values.js'
import { withFile } from '../input/certificate-file.js'
import { confirmed } from '../input/ask.js'
import { givenPassword } from '../input/password-source.js'
import type { Call } from '../table/cli-command.js'
import { askedOf, recordingOf, type Recording } from './asked-of.js'
import { interruptible } from './interruption.js'
import { tellPlainDates } from './plain-dates.js'

/** Which command is meant by what was typed, with its parameters. */
export type Meant = { readonly name: CommandName; readonly raw: RawValues }

/** A command of the command line: which one of the catalogue, and what has to be confirmed. */
export type Sending = {
  readonly meant: (raw: RawValues) => Either<SpokenError, Meant>
  /** What is to be confirmed, as a sentence without its end; null where nothing is. */
  readonly action: (raw: RawValues) => string | null
}

/** A command that can be sent: everything that could be wrong by itself is right. */
export type Prepared = Meant & {
  readonly asked: Asked
  readonly recording: Recording
  readonly password: Secret | null
}

/** The fields as they can be judged before files and passwords are read. */
const judgedEarly = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, { schema }]) => schema.format !== 'password')
      .map(([name, field]) => [name, field.schema.format === 'byte' ? pathField(field.description) : field]),
  )

const judged = ({ name, raw }: Meant): Either<InputNotUnderstood, RawValues> => {
  const fields = judgedEarly(commands[name].fields)
  return parseInput(fields, only(fields, raw))
}

/** Reads and checks what was typed, then files and passwords, then has it confirmed: the cheapest first. */
export const prepareCommand = (call: Call, { meant, action }: Sending): TaskEither<SpokenError, Prepared> => {
  const { raw, world, setting } = call
  return pipe(
    TE.Do,
    TE.bindW('meant', () => TE.fromEither(meant(raw))),
    TE.bindW('recording', () => TE.fromEither(recordingOf(raw))),
    TE.filterOrElseW(
      ({ recording: { actor } }) => actor === null || setting.server === null,
      (): SpokenError => ({ _tag: 'ActorGivenByToken' }),
    ),
    TE.bindW('asked', ({ recording }) => TE.fromEither(askedOf(recording, world))),
    TE.chainFirstW((ready) => TE.fromEither(judged(ready.meant))),
    TE.chainFirstW((ready) => tellPlainDates(call, commands[ready.meant.name].fields, ready.meant.raw)),
    TE.bindW('password', () => interruptible(world, givenPassword(raw, world))),
    TE.bindW('complete', (ready) => interruptible(world, withFile(ready.meant.raw, world))),
    TE.chainFirstW(({ recording }) => {
      const sentence = recording.dryRun ? null : action(raw)
      return sentence === null ? TE.right(undefined) : confirmed(setting.terminal, recording.yes, sentence)
    }),
    TE.map(({ meant: { name }, complete, asked, recording, password }) => ({
      name,
      raw: only(commands[name].fields, complete),
      asked,
      recording,
      password,
    })),
  )
}
