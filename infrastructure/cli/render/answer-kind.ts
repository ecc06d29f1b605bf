import type { AnswerHead } from '../../system/session.js'
import type { QuestionName } from '../../../projections/questions/catalogue.js'

/** What an answer answers: a question, any command, or the health check. */
export type AnswerKind = QuestionName | 'Command' | 'Doctor'

/** One thing that the health check looked at. */
export type DoctorCheck = {
  readonly name: string
  readonly status: 'ok' | 'warning' | 'critical'
  readonly detail: string
}

export type DoctorAnswer = AnswerHead & { readonly checks: ReadonlyArray<DoctorCheck> }

/**
 * What the answer to a command may say beside CommandAnswer: where the file that it handed out was written; null is
 * standard output. The bytes of the file are never rendered.
 */
export type Written = { readonly writtenTo?: string | null }
