import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import { parseInput, type Fields } from '../../../domain/input/field.js'
import { questions, type QuestionName } from '../../../projections/questions/catalogue.js'
import type { QuestionAnswer } from '../../system/session.js'
import type { ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { momentFields } from '../arguments/general-fields.js'
import { only, type RawValues } from '../arguments/raw-values.js'
import { writeAnswer } from '../output/write-answer.js'
import type { Call } from '../table/cli-command.js'
import { interruptible } from './interruption.js'
import { tellPlainDates } from './plain-dates.js'
import { tellUnreached } from './tell-unreached.js'
import { withSession } from './with-session.js'

/** A question of the command line: its parameters as the catalogue wants them, and what an answer ends with. */
export type Asking = {
  readonly name: QuestionName
  /** Parameters that only the command line knows. */
  readonly extra: Fields
  readonly meant: (raw: RawValues) => Either<SpokenError, RawValues>
  readonly verdict: (answer: QuestionAnswer, raw: RawValues) => ExitCode
}

/** Asks a question of the catalogue and shows the answer. Nothing is changed. */
export const askQuestion = (call: Call, { name, extra, meant, verdict }: Asking): TaskEither<SpokenError, ExitCode> => {
  const { fields } = questions[name]
  return pipe(
    TE.Do,
    TE.bindW('input', () => pipe(TE.fromEither(meant(call.raw)), TE.map((raw) => only(fields, raw)))),
    TE.bindW('moment', () => TE.fromEither(parseInput(momentFields, only(momentFields, call.raw)))),
    TE.bindW('read', ({ input }) => TE.fromEither(parseInput(fields, input))),
    TE.chainFirstW(() => TE.fromEither(parseInput(extra, only(extra, call.raw)))),
    TE.chainFirstW(({ input }) => tellPlainDates(call, { ...fields, ...momentFields }, { ...call.raw, ...input })),
    TE.bindW('answer', ({ input, moment }) =>
      withSession(call, { create: false, passphrase: null }, (session) =>
        interruptible(call.world, session.question(name, input, moment)))),
    TE.chainFirstW(({ answer, read, moment: { knownAt } }) =>
      tellUnreached(call, answer, [knownAt, read['from'], read['to']])),
    TE.chainFirstW(({ answer, moment }) => writeAnswer(call, name, answer, { asked: moment })),
    TE.map(({ answer }) => verdict(answer, call.raw)),
  )
}

/** What was typed is what is meant. */
export const asTyped = (raw: RawValues): Either<SpokenError, RawValues> => E.right(raw)
