import type { QuestionName } from '../../projections/questions/catalogue.js'
import type { AnswerHead, CommandAnswer, QuestionAnswer } from '../system/session.js'

/** One thing that the health check looked at. */
export type DoctorCheck = {
  readonly name: string
  readonly status: 'ok' | 'warning' | 'critical'
  readonly detail: string
}

export type DoctorAnswer = AnswerHead & { readonly checks: ReadonlyArray<DoctorCheck> }

/** Where the face put the file that a command handed out; null is standard output. Its bytes are never rendered. */
export type Written = { readonly writtenTo?: string | null }

/** Where the face put the token that a command handed out; it is not rendered then. */
export type TokenWritten = { readonly tokenWrittenTo?: string }

/** What can be rendered: the answer to each question, to any command, and the report of the health check. */
export type Answers = Readonly<Record<QuestionName, QuestionAnswer>> & {
  readonly Command: CommandAnswer & Written & TokenWritten
  readonly Doctor: DoctorAnswer
}

export type AnswerKind = keyof Answers
