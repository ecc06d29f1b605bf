import { json } from '../wording/json.js'
import { plain } from '../wording/plain.js'
import { problemOf, type SpokenError } from '../wording/problem.js'

/** An error as it travels. Source: RFC 9457. */
export type ProblemDocument = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const asked = (error: SpokenError): Readonly<Record<string, string>> => {
  if (error._tag === 'Unauthenticated') return { 'www-authenticate': 'Bearer realm="certledger"' }
  if (error._tag === 'MethodNotAllowed') return { allow: error.allowed.join(', ') }
  if ('retryAfterS' in error) return { 'retry-after': String(error.retryAfterS) }
  return {}
}

/** The problem that the command line shows, with the status of the answer; the facts are members beside it. */
export const problemDocument = (error: SpokenError): ProblemDocument => {
  const { type, title, detail, remedy, httpStatus, facts } = problemOf(error)
  return {
    status: httpStatus,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...asked(error) },
    body: json(plain({ type, title, status: httpStatus, detail, remedy, ...facts })),
  }
}
