import { PassThrough } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { E, type TaskEither } from '../../application/prelude.js'
import { defectOf } from '../wording/defect.js'
import { problemOf, type SpokenError } from '../wording/problem.js'
import { placesIn } from './server-log.js'
import type { Tools } from './tools.js'

const EVERY_MS = 500
const LINES_TYPE = 'application/jsonl; charset=utf-8'

/** Work that can last: it tells how far it is. */
export type Work = (tell: (count: number) => void) => TaskEither<SpokenError, unknown>

const problemLine = (error: SpokenError): unknown => {
  const { type, title, detail, remedy, httpStatus, facts } = problemOf(error)
  return { problem: { type, title, status: httpStatus, detail, remedy, ...facts } }
}

/**
 * Does work that can last longer than a connection may be silent: lines of JSON tell how far it is, and the last one
 * its result or its problem. Whoever goes away stops nothing.
 */
export const watchedWork = (reply: FastifyReply, { log }: Pick<Tools, 'log'>, work: Work): FastifyReply => {
  const lines = new PassThrough()
  const write = (line: unknown): void => {
    if (!lines.destroyed) lines.write(`${JSON.stringify(line)}\n`)
  }
  let reached = 0
  const telling = setInterval(() => write({ progress: reached }), EVERY_MS)
  const worked = async (): Promise<unknown> => {
    try {
      const outcome = await work((count) => { reached = count })()
      return E.isRight(outcome) ? { result: outcome.right } : problemLine(outcome.left)
    } catch (thrown) {
      const { error, trace } = defectOf(thrown)
      log('error', 'a defect', { id: error._tag === 'Unexpected' ? error.id : null, places: placesIn(trace) })
      return problemLine(error)
    } finally {
      clearInterval(telling)
    }
  }
  void worked().then((last) => {
    write(last)
    lines.end()
  })
  return reply.code(200).header('content-type', LINES_TYPE).send(lines)
}
