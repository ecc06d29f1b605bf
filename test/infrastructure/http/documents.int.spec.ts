import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { commands } from '../../../application/commands/catalogue.js'
import { openApi } from '../../../infrastructure/http/document/open-api.js'
import { curlExample } from '../../../infrastructure/http/document/page.js'
import { operations } from '../../../infrastructure/http/document/operations.js'
import { questions } from '../../../projections/questions/catalogue.js'
import { hear, serving } from '../../support/http/running-server.js'
import { certificateOf, newKey, textOf } from '../x509/openssl.js'

type Json = Readonly<Record<string, unknown>>
type Operation = Json & {
  readonly operationId: string
  readonly responses: Json
  readonly parameters?: ReadonlyArray<Json>
}

const document = openApi('1.2.3')
const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>
const found = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })))

const everything = (value: unknown): ReadonlyArray<Json> => {
  if (typeof value !== 'object' || value === null) return []
  const own = Array.isArray(value) ? [] : [value as Json]
  return [...own, ...Object.values(value).flatMap(everything)]
}

const at = (pointer: string): unknown =>
  pointer.replace(/^#\//, '').split('/').reduce<unknown>((value, name) => (value as Json | undefined)?.[name], document)

describe('The OpenAPI description', () => {
  it('is served to anybody, as version 3.1, and is the same as made from the catalogues', async () => {
    const { url } = await serving()
    const { status, json, headers } = await hear(`${url}/v1/openapi.json`)
    expect([status, json['openapi']]).toEqual([200, '3.1.0'])
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(json['paths']).toEqual(JSON.parse(JSON.stringify(paths)))
  })

  it('describes every command and every question, with every parameter, its meaning, and the right', () => {
    for (const [name, { fields, right, summary }] of [...Object.entries(commands), ...Object.entries(questions)]) {
      const one = found.find(({ operation }) => operation.operationId === name)
      expect(one?.operation, name).toMatchObject({ summary, 'x-certledger-right': right })
      const described = JSON.stringify(one?.operation)
      for (const [field, { description }] of Object.entries(fields)) {
        expect(described).toContain(`"${field}"`)
        expect(described).toContain(JSON.stringify(description))
      }
    }
  })

  it('names every operation once, and gives each an answer and the form of its problems', () => {
    const names = found.map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const { operation } of found) {
      const statuses = Object.keys(operation.responses)
      expect(statuses, operation.operationId).toEqual(expect.arrayContaining(['200', 'default']))
      const parameters = (operation.parameters ?? []).map((one) => `${String(one['in'])} ${String(one['name'])}`)
      expect(new Set(parameters).size, operation.operationId).toBe(parameters.length)
    }
  })

  it('refers to nothing that is not there, and holds only schemas of known types', () => {
    const parts = everything(document)
    const references = parts.flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))
    expect(references.length).toBeGreaterThan(100)
    for (const reference of new Set(references)) expect(at(reference), reference).toBeDefined()
    const bodies = found.flatMap(({ operation }) => everything(operation['requestBody']))
    const types = bodies.flatMap(({ type }) => (typeof type === 'string' ? [type] : []))
    expect(new Set(types)).toEqual(new Set(['object', 'string', 'boolean', 'array']))
    for (const schema of bodies.filter(({ type }) => type === 'array')) expect(schema['items']).toBeDefined()
  })

  it('names routes that are there', async () => {
    const { url } = await serving()
    for (const { path, method } of found) {
      const { status } = await hear(`${url}${path}`, { method: method === 'post' ? 'POST' : 'GET' })
      expect([200, 401], `${method} ${path}`).toContain(status)
    }
  })
})

describe('The page', () => {
  it('lists every command and question with an example, and lets nothing else in', async () => {
    const { url } = await serving()
    const { text, headers } = await hear(`${url}/`)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    const names = [...Object.keys(commands), ...Object.keys(questions)]
    for (const name of names) expect(text).toContain(`<details id="${name}">`)
    expect(text).not.toMatch(/<script|src=|onclick|https?:\/\/(?!ledger\.contoso)/)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';.* style-src 'sha256-[\w+/=]+'$/)
    expect(text.match(/<details/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? 0)
  })

  it('has an example of an import that sends a real file', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const cwd = mkdtempSync(join(tmpdir(), 'page-example-'))
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
    const { certificate, key } = certificateOf({ subject: '/CN=oauth', key: newKey('P-256'), days: 30 })
    writeFileSync(join(cwd, 'oauth.pfx'), `${textOf(certificate)}${textOf(key)}`)
    const [operation] = operations.filter(({ name }) => name === 'ImportCertificate')
    const typed = operation === undefined ? '' : curlExample(operation)
    const env = { ...process.env, CERTLEDGER_SERVER: server.url, CERTLEDGER_TOKEN: token }
    const { stdout } = await promisify(execFile)('sh', ['-c', `${typed} -s`], { env, cwd })
    expect(JSON.parse(stdout)).toMatchObject({ certificate: { subject: 'CN=oauth', hasPrivateKey: true } })
  })

  it('has examples that curl sends as they stand', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const env = { ...process.env, CERTLEDGER_SERVER: server.url, CERTLEDGER_TOKEN: token }
    for (const operation of operations) {
      const typed = `${curlExample(operation)} -s -w '%{http_code}'`
      const { stdout } = await promisify(execFile)('sh', ['-c', typed], { env })
      const status = Number(stdout.slice(-3))
      expect([200, 404, 409, 422, 400], `${operation.name}: ${stdout}`).toContain(status)
      expect(stdout, operation.name).not.toMatch(/"(RouteUnknown|BodyNotUnderstood|Unauthenticated|Unexpected)"/)
    }
  })
})
