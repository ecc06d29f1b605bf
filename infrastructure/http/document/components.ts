import { problemKinds } from '../../wording/problem.js'
import type { PlainRecord } from '../../wording/plain.js'

const text = (description: string, more: PlainRecord = {}): PlainRecord => ({ type: 'string', description, ...more })

const instant = (description: string): PlainRecord => text(description, { format: 'date-time' })

const head: PlainRecord = {
  position: { type: 'integer', description: 'the position of the log that it was answered from' },
  at: instant('the instant asked about'),
  knownAt: {
    description: 'what had been recorded by then counts: an instant, or a position',
    oneOf: [{ type: 'string', format: 'date-time' }, { type: 'integer' }],
  },
}

const event: PlainRecord = {
  type: 'object',
  required: ['type', 'stream', 'revision', 'position'],
  properties: {
    type: text('what happened'),
    stream: text('to what'),
    revision: { type: 'integer', minimum: 0 },
    position: { type: ['integer', 'null'], description: 'null in a dry run' },
  },
}

const types = [...new Set(problemKinds.map(({ type }) => type))]

const problem: PlainRecord = {
  type: 'object',
  description: 'RFC 9457; the facts of the error are further members',
  required: ['type', 'title', 'status', 'detail', 'remedy'],
  properties: {
    type: text('the same word as in the command line; never renamed', { enum: types }),
    title: text('the same at every occurrence'),
    status: { type: 'integer' },
    detail: text('the facts in words'),
    remedy: text('what to do next'),
  },
}

const answer: PlainRecord = { type: 'object', required: Object.keys(head), properties: head }

const page: PlainRecord = {
  next: { type: ['string', 'null'], description: '`after` of the next part; only where a part was asked for' },
}

const commandAnswer: PlainRecord = {
  type: 'object',
  required: [...Object.keys(head), 'dryRun', 'events', 'findings'],
  properties: {
    ...head,
    dryRun: { type: 'boolean' },
    events: { type: 'array', items: event },
    findings: { type: 'array', items: { type: 'object' } },
    certificate: { type: 'object', description: 'the certificate that was imported' },
    file: { type: 'object', description: 'a file that is handed out; `content` holds it in base64' },
    token: { type: 'object', description: 'a token that is handed out; `text` is shown this once' },
    planned: { type: 'array', items: { type: 'object' }, description: 'only in a dry run: what would be recorded' },
  },
}

/** What all operations share. */
export const components: PlainRecord = {
  schemas: {
    Answer: { ...answer, properties: { ...head, ...page } },
    CommandAnswer: commandAnswer,
    Problem: problem,
  },
  responses: {
    Problem: {
      description: 'What was wrong, and what to do',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
  securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'as `certledger access grant` shows it' } },
}
