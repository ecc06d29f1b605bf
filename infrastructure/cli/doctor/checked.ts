import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import { problemOf, type SpokenError } from '../../wording/problem.js'
import type { DoctorCheck } from '../render/answer-kind.js'

/** What a check came to; it never fails, as failing is what it is there to tell. */
export type Checked = DoctorCheck & { readonly exitCode: ExitCode }

/** What was seen, before it has a name. */
export type Seen = { readonly status: DoctorCheck['status']; readonly detail: string }

export const good = (detail: string): Seen => ({ status: 'ok', detail })
export const warning = (detail: string): Seen => ({ status: 'warning', detail })
export const critical = (detail: string): Seen => ({ status: 'critical', detail })

const codes = {
  ok: exitCodes.fine,
  warning: exitCodes.warningFound,
  critical: exitCodes.criticalFound,
} satisfies Readonly<Record<DoctorCheck['status'], ExitCode>>

/** A check by its name, with the exit code that it stands for. */
export const checked = (name: string, { status, detail }: Seen, exitCode: ExitCode = codes[status]): Checked => ({
  name,
  status,
  detail,
  exitCode,
})

/** An error as a check that found something critical, in the words that the error has everywhere. */
export const checkedError = (name: string, error: SpokenError): Checked => {
  const { title, detail, exitCode } = problemOf(error)
  const isCorrupt = exitCode === exitCodes.verificationFailed
  return checked(name, critical(`${title}. ${detail}`), isCorrupt ? exitCode : exitCodes.criticalFound)
}

/** Runs a check; an error on the way is what it found. Only the wish to stop passes through. */
export const check = (name: string, look: TaskEither<SpokenError, Seen | Checked>): TaskEither<SpokenError, Checked> =>
  pipe(
    TE.fromTask<Either<SpokenError, Seen | Checked>, SpokenError>(look),
    TE.chain((outcome) => {
      if (E.isRight(outcome)) {
        return TE.right('exitCode' in outcome.right ? outcome.right : checked(name, outcome.right))
      }
      return outcome.left._tag === 'Interrupted' ? TE.left(outcome.left) : TE.right(checkedError(name, outcome.left))
    }),
  )
