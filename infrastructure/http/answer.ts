import type { FastifyReply } from 'fastify'
import { E, type TaskEither } from '../../application/prelude.js'
import type { SpokenError } from '../wording/problem.js'
import { problemDocument } from './problem-document.js'

/** What is answered where nothing went wrong. */
export type Answer = {
  readonly mediaType: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

export const JSON_TYPE = 'application/json; charset=utf-8'

/** Tells whoever asked what went wrong. `reply.problem` is for the log. */
export const sendProblem = (reply: FastifyReply, error: SpokenError): FastifyReply => {
  const { status, headers, body } = problemDocument(error)
  return reply.code(status).headers(headers).send(body)
}

/** Carries a request out and answers it; rejects only for defects. */
export const answering = async (
  reply: FastifyReply,
  task: TaskEither<SpokenError, Answer>,
  failed: (error: SpokenError) => void,
): Promise<FastifyReply> => {
  const outcome = await task()
  if (E.isLeft(outcome)) {
    failed(outcome.left)
    return sendProblem(reply, outcome.left)
  }
  const { mediaType, headers = {}, body } = outcome.right
  return reply.code(200).headers({ 'content-type': mediaType, ...headers }).send(body)
}
