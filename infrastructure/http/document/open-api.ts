import type { Fields } from '../../../domain/input/field.js'
import type { PlainRecord } from '../../wording/plain.js'
import { problemKinds } from '../../wording/problem.js'
import { paths } from '../../shared/route-name.js'
import { components } from './components.js'
import { fieldSchema } from './field-schema.js'
import { maintenanceOperations } from './maintenance-operations.js'
import { operations, type Operation } from './operations.js'
import { problems } from './problem-answers.js'

const titlesOf = (status: number): string =>
  problemKinds.filter(({ httpStatus }) => httpStatus === status).map(({ type }) => `\`${type}\``).join(', ')

const required = (fields: Fields): ReadonlyArray<string> =>
  Object.entries(fields).filter(([, field]) => field.required).map(([name]) => name)

const properties = (fields: Fields): PlainRecord =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]))

const header = (name: string, description: string): PlainRecord => ({
  name, in: 'header', required: false, description, schema: { type: 'string' },
})

const answerOf = (schema: string, headers: PlainRecord): PlainRecord => ({
  description: 'The answer, as the command line gives it with `-o json`',
  headers,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
})

const etag: PlainRecord = { description: 'revision of the one stream that it is about', schema: { type: 'string' } }
const link: PlainRecord = { description: 'the next part of a list, `rel="next"`', schema: { type: 'string' } }

const described = ({ name, kind, summary, right }: Operation): PlainRecord => ({
  operationId: name,
  tags: [kind],
  summary,
  description: `Needs the right to ${right}.`,
  'x-certledger-right': right,
})

const commandOperation = (operation: Operation): PlainRecord => {
  const fields = { ...operation.fields, ...operation.sharedFields }
  const names = required(fields)
  const schema = {
    type: 'object',
    additionalProperties: false,
    properties: properties(fields),
    ...(names.length === 0 ? {} : { required: names }),
  }
  return {
    post: {
      ...described(operation),
      parameters: [
        header('Idempotency-Key', 'the same key with the same request is the same command: recorded once'),
        header('If-Match', 'only while the stream that it is about stands at the revision of this ETag'),
      ],
      requestBody: { required: names.length > 0, content: { 'application/json': { schema } } },
      responses: {
        200: answerOf('CommandAnswer', { ETag: etag }),
        ...problems([400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503]),
      },
    },
  }
}

const questionOperation = (operation: Operation): PlainRecord => ({
  get: {
    ...described(operation),
    parameters: Object.entries({ ...operation.fields, ...operation.sharedFields }).map(([name, field]) => ({
      name,
      in: 'query',
      required: field.required,
      description: field.description,
      schema: fieldSchema(field),
      ...(field.schema.type === 'array' ? { style: 'form', explode: false } : {}),
    })),
    responses: {
      200: answerOf('Answer', { ETag: etag, Link: link }),
      ...problems([400, 401, 403, 404, 429, 503]),
    },
  },
})

const events: PlainRecord = {
  get: {
    operationId: 'Events',
    tags: ['events'],
    summary: 'Follow what is recorded, live',
    description: 'Server-sent events: `id` is the position, `data` the entry of the log. Needs the right to ask.',
    parameters: [
      { name: 'after', in: 'query', description: 'begin after this position', schema: { type: 'integer' } },
      header('Last-Event-ID', 'begin after the event that was received last'),
    ],
    responses: {
      200: { description: 'A stream that lasts', content: { 'text/event-stream': { schema: { type: 'string' } } } },
      ...problems([400, 401, 403, 429, 503]),
    },
  },
}

const open = (operationId: string, summary: string, mediaType: string): PlainRecord => ({
  get: {
    operationId,
    tags: ['server'],
    summary,
    security: [],
    responses: { 200: { description: 'As it is', content: { [mediaType]: {} } }, ...problems([503]) },
  },
})

const routes = (): PlainRecord => ({
  ...Object.fromEntries(
    operations.map((operation) => [
      operation.path,
      operation.kind === 'command' ? commandOperation(operation) : questionOperation(operation),
    ]),
  ),
  [paths.events]: events,
  ...maintenanceOperations,
  [paths.health]: open('Health', 'Whether the server lives', 'application/json'),
  [paths.ready]: open('Ready', 'Whether the ledger can be read', 'application/json'),
})

/** The description of all routes that people and programs use, made from the catalogues. Source: OpenAPI 3.1. */
export const openApi = (version: string): PlainRecord => ({
  openapi: '3.1.0',
  info: {
    title: 'certledger',
    version,
    summary: 'Which certificate is in force where, and at any moment',
    description: `Errors of status 409: ${titlesOf(409)}. Status 422: ${titlesOf(422)}.`,
  },
  servers: [{ url: '/' }],
  security: [{ token: [] }],
  tags: ['command', 'question', 'events', 'maintenance', 'server'].map((name) => ({ name })),
  paths: routes(),
  components,
})
