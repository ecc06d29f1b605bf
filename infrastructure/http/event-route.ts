import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'
import { optional, parseInput } from '../../domain/input/field.js'
import { wholeNumberField } from '../../domain/input/fields.js'
import { Position } from '../../domain/values/position.js'
import type { SpokenError } from '../wording/problem.js'
import { sendProblem } from './answer.js'
import { framesAfter } from './event-frames.js'
import { inFlight } from './in-flight.js'
import { queryOf } from './question-route.js'
import { paths } from '../shared/route-name.js'
import type { Tools } from './tools.js'

const MOST = Number.MAX_SAFE_INTEGER

export const streamFields = {
  after: optional(wholeNumberField('begin after this position; left out: with what is recorded from now on', 0, MOST)),
}

const lastSeen = ({ headers }: FastifyRequest): string | null => {
  const id = headers['last-event-id']
  return typeof id === 'string' && id !== '' ? id : null
}

const behindSeen = (seen: string, head: Position): Either<SpokenError, Position> => {
  const position = /^\d{1,15}$/.test(seen) ? Number(seen) : null
  const expected = `the id of an event of this stream, which has reached ${String(head)}`
  return Position.is(position) && position <= head
    ? E.right(position)
    : E.left({ _tag: 'HeaderNotUnderstood', header: 'Last-Event-ID', expected })
}

const behindAsked = (after: number | null, head: Position): Either<SpokenError, Position> => {
  if (!Position.is(after)) return E.right(head)
  const problem = { _tag: 'NotWholeNumber', least: 0, most: head } as const
  return after <= head
    ? E.right(after)
    : E.left({ _tag: 'InputNotUnderstood', problems: [{ field: 'after', problem }], unknown: [] })
}

/**
 * Where to begin: behind the last event that the reader has, or where he says, or now. A position that the log has not
 * reached is of another log, or of one that was lost: to wait there would miss what comes until then.
 */
const begin = ({ service }: Tools, request: FastifyRequest): TaskEither<SpokenError, Position> =>
  pipe(
    TE.Do,
    TE.bindW('asked', () =>
      lastSeen(request) === null
        ? TE.fromEither(parseInput(streamFields, Object.fromEntries(queryOf(request))))
        : TE.right({ after: null })),
    TE.bindW('head', () => service.head()),
    TE.chainEitherKW(({ asked: { after }, head }) => {
      const seen = lastSeen(request)
      return seen === null ? behindAsked(after, head) : behindSeen(seen, head)
    }),
  )

type Stream = {
  readonly response: ServerResponse
  readonly over: AbortController
  readonly stillMay: () => Promise<boolean>
}

/** As fast as it is read; who does not read at all is let go by the limit of silence. */
const write = async ({ response, over: { signal } }: Stream, text: string): Promise<void> => {
  if (signal.aborted || response.write(text)) return
  await once(response, 'drain', { signal }).catch(() => undefined)
}

/** Ends when the reader or the server goes, when the right is taken away, and where the log cannot be read. */
const run = async ({ service }: Tools, stream: Stream, from: Position): Promise<void> => {
  const { signal } = stream.over
  let position = from
  for await (const batch of service.follow({ after: from, signal })) {
    if (E.isLeft(batch) || !(await stream.stillMay())) return
    const last = batch.right.at(-1)?.position ?? position
    while (position < last && !signal.aborted) {
      const frames = await framesAfter(service, position)
      if (E.isLeft(frames) || frames.right.length === 0) return
      for (const { text } of frames.right) await write(stream, text)
      position = frames.right.at(-1)?.position ?? position
    }
  }
}

/** Says that it is still there, and looks whether the reader still may read. */
const heartbeat = (stream: Stream, ms: number): NodeJS.Timeout =>
  setInterval(() => {
    if (!stream.response.writableNeedDrain) stream.response.write(':\n\n')
    stream.stillMay().then(
      (may) => { if (!may) stream.over.abort() },
      () => stream.over.abort(),
    )
  }, ms)

const opened = async (tools: Tools, request: FastifyRequest, { raw: response }: FastifyReply, from: Position) => {
  const over = new AbortController()
  const end = (): void => over.abort()
  response.once('close', end)
  tools.stopping.addEventListener('abort', end, { once: true })
  const stream: Stream = { response, over, stillMay: () => tools.gate.stillMay(request, 'ask') }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
  response.write('retry: 2000\n\n')
  const beating = heartbeat(stream, tools.limits.heartbeatMs)
  try {
    await run(tools, stream, from)
  } finally {
    clearInterval(beating)
    tools.stopping.removeEventListener('abort', end)
    response.end()
  }
}

/** Server-sent events: every entry of the log as it is recorded, resumable by `Last-Event-ID`. */
export const eventRoute = (app: FastifyInstance, tools: Tools): void => {
  const { gate, limits, log } = tools
  const door = { right: 'ask', attempted: 'Events', turnstile: inFlight(limits.streams) } as const
  app.get(paths.events, { onRequest: gate.hook(door) }, async (request, reply) => {
    const from = await begin(tools, request)()
    if (E.isLeft(from)) return sendProblem(reply, from.left)
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value)
    }
    await opened(tools, request, reply, from.right).catch(() => log('warn', 'a stream of events broke off'))
    return reply
  })
}
