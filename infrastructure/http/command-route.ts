import type { FastifyInstance, FastifyRequest } from 'fastify'
import { commands, type CommandName } from '../../application/commands/catalogue.js'
import type { Asked } from '../../application/context.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { CommandAnswer } from '../system/session.js'
import { documentOf } from '../wording/document.js'
import { json } from '../wording/json.js'
import { isRecord, type PlainRecord } from '../wording/plain.js'
import { problemOf, type SpokenError } from '../wording/problem.js'
import { answering, JSON_TYPE, type Answer } from './answer.js'
import { commandNames } from './catalogue-names.js'
import { commandBody, type CommandBody } from './command-input.js'
import { inFlight, type InFlight } from './in-flight.js'
import { jsonBody } from './json-body.js'
import { etagOf, precondition } from './precondition.js'
import { paths } from '../shared/route-name.js'
import type { Tools } from './tools.js'

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

const bytesOf = ({ body }: FastifyRequest): Uint8Array => (body instanceof Uint8Array ? body : new Uint8Array())

type Read = CommandBody & { readonly asked: Asked }

/** A request as a command with everything that is asked of it: who, why, once, and only if nothing changed. */
const read = (tools: Tools, name: CommandName, request: FastifyRequest): TaskEither<SpokenError, Read> => {
  const { fields } = commands[name]
  const principal = tools.gate.principalOf(request)
  const bytes = bytesOf(request)
  return pipe(
    TE.Do,
    TE.bindW('body', () => TE.fromEither(jsonBody(bytes))),
    TE.bindW('parts', ({ body }) => TE.fromEither(commandBody(fields, body))),
    TE.bindW('seen', ({ parts: { input } }) =>
      precondition(tools.service, header(request, 'if-match'), { name, input })),
    TE.bindW('commandId', ({ body }) => {
      const sent = { subject: principal.name, name, fields, body, bytes }
      return TE.fromEither(tools.idempotency(header(request, 'idempotency-key'), sent))
    }),
    TE.map(({ parts: { input, recording }, seen, commandId }) => {
      const { reason, ticket, onBehalfOf, dryRun } = recording
      const asked: Asked = {
        actor: { kind: principal.kind, name: principal.name, onBehalfOf },
        origin: { face: 'http', address: request.ip },
        reason, ticket, commandId, correlationId: null, causationId: null, dryRun,
        ...(seen === null ? {} : { seen }),
      }
      return { input, recording, asked }
    }),
  )
}

/** As the command line says it; a file that is handed out comes as base64, as there is nowhere else to put it. */
const document = (answer: CommandAnswer): PlainRecord => {
  const written = documentOf('Command', answer)
  const file = written['file']
  return answer.file === undefined || !isRecord(file)
    ? written
    : { ...written, file: { ...file, content: Buffer.from(answer.file.bytes).toString('base64') } }
}

/** The revision at which a stream stands after a command: that of the last event which the command put there. */
const standing = (
  { service }: Tools,
  { events }: CommandAnswer,
  stream: string,
): TaskEither<SpokenError, number | null> => {
  const own = events.findLast((event) => event.stream === stream && event.position !== null)
  return own === undefined ? service.revisionOf(stream) : TE.right(own.revision)
}

/** The revision at which the stream stands that the command is about. */
const tagged = (
  tools: Tools,
  name: CommandName,
  { input }: Read,
  answer: CommandAnswer,
): TaskEither<SpokenError, Answer['headers']> =>
  pipe(
    tools.service.streamOf({ name, input }),
    TE.chainW((stream) => (stream === null ? TE.right(null) : standing(tools, answer, stream))),
    TE.map((revision) => (revision === null ? {} : { etag: etagOf(revision) })),
    TE.orElse(() => TE.right({})),
  )

const carriedOut = (tools: Tools, name: CommandName, sent: Read): TaskEither<SpokenError, Answer> =>
  pipe(
    tools.service.command(name, sent.input, sent.asked),
    TE.chainW((answer) =>
      pipe(
        tagged(tools, name, sent, answer),
        TE.map((headers = {}) => ({ mediaType: JSON_TYPE, headers, body: json(document(answer)) })),
      ),
    ),
  )

/** What goes on record beside what is done: a well-formed command that was refused. */
const isAttempt = ({ httpStatus }: { readonly httpStatus: number }): boolean =>
  [403, 404, 409, 412, 422].includes(httpStatus)

const route = (app: FastifyInstance, tools: Tools, name: CommandName, turnstile: InFlight, bodyLimit: number): void => {
  const { right } = commands[name]
  const { gate, service, meters } = tools
  app.post(
    paths.command(name),
    { bodyLimit, onRequest: gate.hook({ right, attempted: name, turnstile }) },
    async (request, reply) => {
      let isTrial = true
      const done = meters.commands.startTimer({ command: name })
      const task = pipe(
        read(tools, name, request),
        TE.chain((sent) => {
          isTrial = sent.asked.dryRun
          return carriedOut(tools, name, sent)
        }),
      )
      const answered = await answering(reply, task, (error) => {
        const problem = problemOf(error)
        const { name: subject } = gate.principalOf(request)
        if (isTrial || !isAttempt(problem)) return
        service.refused({ subject, attempted: name, problem: problem.type, address: request.ip })
      })
      done()
      return answered
    },
  )
}

const takesFile = (name: CommandName): boolean =>
  Object.values(commands[name].fields).some(({ schema }) => schema.format === 'byte')

/** Every command of the catalogue as a route of its own. */
export const commandRoutes = (app: FastifyInstance, tools: Tools, turnstile: InFlight): void => {
  const { limits } = tools
  const ofFiles = inFlight(limits.importsInFlight)
  for (const name of commandNames) {
    if (takesFile(name)) route(app, tools, name, ofFiles, limits.importBytes)
    else route(app, tools, name, turnstile, limits.bodyBytes)
  }
}
