import { randomUUID } from 'node:crypto'
import type { Asked } from '../../application/context.js'
import { E, pipe, TE, type TaskEither } from '../../application/prelude.js'
import { t } from '../../domain/prelude.js'
import { Position } from '../../domain/values/position.js'
import { paths } from '../shared/route-name.js'
import type { CommandAnswer, Session, SessionError } from '../system/session.js'
import type { Asking } from './asking.js'
import { commandAnswer } from './command-answer.js'
import { commandBody } from './command-body.js'
import { understood } from './understood.js'
import type { Sent } from './wire.js'

const Recorded = t.type({ entries: t.readonlyArray(t.type({ position: Position, summary: t.UnknownRecord })) })

/** As many events as a command of usual size records; of a larger one the first are told in sentences. */
const MOST_SUMMARIES = 1_000

type Question = Session['question']
type Events = CommandAnswer['events']

const positionsOf = (events: Events): ReadonlyArray<number> =>
  events.flatMap(({ position }) => (position === null ? [] : [position]))

/** What recorded events say stands in the log. That it cannot be had takes nothing from the answer. */
const summarised = (question: Question, events: Events): TaskEither<never, Events> => {
  const positions = positionsOf(events)
  if (positions.length === 0) return TE.right(events)
  const after = Math.min(...positions) - 1
  const limit = Math.min(Math.max(...positions) - after, MOST_SUMMARIES)
  return async () => {
    const log = await question('Log', { after, limit }, { at: null, knownAt: null })()
    const content: unknown = E.isRight(log) ? log.right : null
    const entries = Recorded.is(content) ? content.entries : []
    const summaries = new Map(entries.map(({ position, summary }) => [position, summary]))
    return E.right(
      events.map((event) => {
        const summary = event.position === null ? undefined : summaries.get(event.position)
        return summary === undefined ? event : { ...event, summary }
      }),
    )
  }
}

/** The same key for every attempt, so that what is sent twice is carried out once. */
const requestOf = (path: string, body: string, { commandId, seen }: Asked): Sent => ({
  method: 'POST',
  path,
  headers: {
    'idempotency-key': commandId ?? randomUUID(),
    ...(seen === undefined ? {} : { 'if-match': `"${seen.revision}"` }),
  },
  body,
})

/** Commands of a session over HTTP. */
export const remoteCommands =
  (asking: Asking, server: string, question: Question): Session['command'] =>
  (name, input, asked): TaskEither<SessionError, CommandAnswer> =>
    pipe(
      TE.fromEither(commandBody(input, asked)),
      TE.chainW((body) => asking(requestOf(paths.command(name), body, asked))),
      TE.chainEitherKW((content) => understood(server, commandAnswer(content))),
      TE.chainW((answer) =>
        pipe(
          summarised(question, answer.events),
          TE.map((events) => ({ ...answer, events })),
        )),
    )
