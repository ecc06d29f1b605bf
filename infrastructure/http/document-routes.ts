import type { FastifyInstance } from 'fastify'
import { json } from '../wording/json.js'
import { JSON_TYPE } from './answer.js'
import { openApi } from './document/open-api.js'
import { page, stylePolicy } from './document/page.js'
import { paths } from '../shared/route-name.js'

const nothingElse = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
const policy = `${nothingElse}; style-src ${stylePolicy}`

/** What the server answers, for people and for programs. Made once; it tells nothing of the ledger. */
export const documentRoutes = (app: FastifyInstance, version: string): void => {
  const description = json(openApi(version))
  const html = page(version)
  app.get(paths.openApi, (_request, reply) => reply.header('content-type', JSON_TYPE).send(description))
  app.get(paths.page, (_request, reply) =>
    reply.headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).send(html))
}
