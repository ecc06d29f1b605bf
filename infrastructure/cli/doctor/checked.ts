import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import { exitCodes } from '../../wording/exit-codes.js'
import { problemOf, type SpokenError } from '../../wording/problem.js'
import type { DoctorCheck } from '../../wording/answer-kind.js'

/** What was seen, before it has a name. `verificationFailed`: what is stored is not what was written. */
export type Seen = Pick<DoctorCheck, 'status' | 'detail'> & { readonly verificationFailed: boolean }

/** What a check came to; it never fails, as failing is what it is there to tell. */
export type Checked = DoctorCheck & Seen

const seen = (status: DoctorCheck['status'], detail: string): Seen => ({ status, detail, verificationFailed: false })

export const good = (detail: string): Seen => seen('ok', detail)
export const warning = (detail: string): Seen => seen('warning', detail)
export const critical = (detail: string): Seen => seen('critical', detail)

/** What is stored is not what was written. */
export const tampered = (detail: string): Seen => ({ ...critical(detail), verificationFailed: true })

/** An error as something critical that was seen, in the words that the error has everywhere. */
export const errorSeen = (error: SpokenError): Seen => {
  const { title, detail, exitCode } = problemOf(error)
  const words = `${title}. ${detail}`
  return exitCode === exitCodes.verificationFailed ? tampered(words) : critical(words)
}

/** What says nothing of the ledger: it was not looked at. */
const unseen = new Set([
  'Interrupted', 'Unauthenticated', 'Forbidden', 'TooManyRequests', 'ServerBusy', 'ServerStopping', 'ServerUnavailable',
  'ServerAnswerNotUnderstood',
])

/** Runs a check; an error on the way is what it found. What kept it from looking passes through. */
export const check = (name: string, look: TaskEither<SpokenError, Seen>): TaskEither<SpokenError, Checked> =>
  pipe(
    TE.fromTask<Either<SpokenError, Seen>, SpokenError>(look),
    TE.chain((outcome) => {
      if (E.isRight(outcome)) return TE.right({ name, ...outcome.right })
      return unseen.has(problemOf(outcome.left).type)
        ? TE.left(outcome.left)
        : TE.right({ name, ...errorSeen(outcome.left) })
    }),
  )
