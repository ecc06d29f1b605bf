import type { FastifyInstance, FastifyRequest } from 'fastify'
import { E, pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import { questions, type QuestionName } from '../../projections/questions/catalogue.js'
import type { MomentAsked } from '../../projections/time.js'
import type { QuestionAnswer } from '../system/session.js'
import { documentOf } from '../wording/document.js'
import { itemsMember } from '../wording/items.js'
import { json } from '../wording/json.js'
import type { SpokenError } from '../wording/problem.js'
import { answering, JSON_TYPE, type Answer } from './answer.js'
import { questionNames } from './catalogue-names.js'
import type { InFlight } from './in-flight.js'
import { cursorOwner, readCursor } from './page-cursor.js'
import { pageOf } from './page-of.js'
import { etagOf } from './precondition.js'
import { questionQuery, type QuestionQuery } from './question-input.js'
import { paths } from '../shared/route-name.js'
import type { Tools } from './tools.js'

/** The query as it came; the host does not matter. */
export const queryOf = ({ url }: FastifyRequest): URLSearchParams => {
  const begin = url.indexOf('?')
  return new URLSearchParams(begin === -1 ? '' : url.slice(begin + 1))
}

type Meant = { readonly moment: MomentAsked; readonly from: number; readonly owner: string }

/** Where a list goes on, it goes on as of the moment of its beginning. */
const meant = (name: QuestionName, { input, moment, page }: QuestionQuery): E.Either<SpokenError, Meant> => {
  const owner = cursorOwner(name, input)
  return page.after === null
    ? E.right({ moment, from: 0, owner })
    : pipe(
        readCursor(owner, page.after),
        E.map(({ at, knownAt, from }) => ({ moment: { at, knownAt }, from, owner })),
      )
}

const linkTo = (name: QuestionName, query: URLSearchParams, next: string): string => {
  const following = new URLSearchParams(query)
  following.set('after', next)
  return `<${paths.question(name)}?${following.toString()}>; rel="next"`
}

const asPage = (
  name: QuestionName,
  query: URLSearchParams,
  { from, owner }: Meant,
  { page }: QuestionQuery,
  answer: QuestionAnswer,
): Answer => {
  const whole = documentOf(name, answer)
  if (page.limit === null && from === 0) return { mediaType: JSON_TYPE, body: json(whole) }
  const at: Instant = answer.at
  const limit = page.limit ?? Number.MAX_SAFE_INTEGER
  const { document, next } = pageOf(whole, { owner, member: itemsMember(name), from, limit, at })
  const headers = next === null ? {} : { link: linkTo(name, query, next) }
  return { mediaType: JSON_TYPE, headers, body: json(document) }
}

/** Read before the answer: what is recorded between the two makes the tag too old, never too new. */
const tagOf = ({ service }: Tools, name: QuestionName, { input, moment }: QuestionQuery) =>
  moment.at !== null || moment.knownAt !== null
    ? TE.right<SpokenError, number | null>(null)
    : pipe(
        service.streamOf({ name, input }),
        TE.chainW((stream) => (stream === null ? TE.right(null) : service.revisionOf(stream))),
      )

const answerTo = (tools: Tools, name: QuestionName, request: FastifyRequest): TaskEither<SpokenError, Answer> => {
  const query = queryOf(request)
  return pipe(
    TE.Do,
    TE.bindW('asked', () => TE.fromEither(questionQuery(name, questions[name].fields, query))),
    TE.bindW('meant', ({ asked }) => TE.fromEither(meant(name, asked))),
    TE.bindW('revision', ({ asked }) => tagOf(tools, name, asked)),
    TE.bindW('answer', ({ asked: { input }, meant: { moment } }) => tools.service.question(name, input, moment)),
    TE.map(({ asked, meant: part, revision, answer }) => {
      const { headers, ...page } = asPage(name, query, part, asked, answer)
      return { ...page, headers: { ...headers, ...(revision === null ? {} : { etag: etagOf(revision) }) } }
    }),
  )
}

/** Every question of the catalogue as a route of its own. */
export const questionRoutes = (app: FastifyInstance, tools: Tools, turnstile: InFlight): void => {
  const { gate, meters } = tools
  for (const name of questionNames) {
    const door = { right: questions[name].right, attempted: name, turnstile }
    app.get(paths.question(name), { onRequest: gate.hook(door) }, async (request, reply) => {
      const done = meters.questions.startTimer({ question: name })
      const answered = await answering(reply, answerTo(tools, name, request), () => undefined)
      done()
      return answered
    })
  }
}
