import type { Right } from '../../../domain/values/rights.js'
import { paths } from '../../shared/route-name.js'
import type { PlainRecord } from '../../wording/plain.js'
import { problems } from './problem-answers.js'

type Route = {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly right: Right
  readonly schema: PlainRecord
  /** Lines of JSON that tell how far it is; the last one holds the result, or the problem. */
  readonly lasts: boolean
}

const text: PlainRecord = { type: 'string' }
const number: PlainRecord = { type: 'integer' }
const list = (items: PlainRecord): PlainRecord => ({ type: 'array', items })
const object = (properties: PlainRecord): PlainRecord => ({ type: 'object', properties })
const told = object({ progress: number, result: {}, problem: { type: 'object' } })
const audit = object({ entries: number, orphans: list(text), young: list(text), missing: list(text) })

const routes: ReadonlyArray<Route> = [
  {
    method: 'post', path: paths.dueRolls, operationId: 'ActivateDueRolls', right: 'operate', lasts: false,
    summary: 'Put on record the rolls that took effect', schema: object({ events: list({ type: 'object' }) }),
  },
  {
    method: 'get', path: paths.nextEffectiveInstant, operationId: 'NextEffectiveInstant', right: 'ask', lasts: false,
    summary: 'When the next staged roll takes effect',
    schema: object({ nextEffectiveInstant: { type: ['string', 'null'], format: 'date-time' } }),
  },
  {
    method: 'get', path: paths.vaultAudit, operationId: 'AuditVault', right: 'administer', lasts: false,
    summary: 'Compare the keys of the vault with those that events speak of', schema: audit,
  },
  {
    method: 'post', path: paths.vaultSweep, operationId: 'SweepVault', right: 'administer', lasts: false,
    summary: 'Destroy keys in the vault that no event speaks of', schema: object({ destroyed: list(text) }),
  },
  {
    method: 'post', path: paths.verifyRecords, operationId: 'VerifyRecords', right: 'administer', lasts: true,
    summary: 'Read every record and check it against its hash', schema: told,
  },
  {
    method: 'post', path: paths.rebuildReadSide, operationId: 'RebuildReadSide', right: 'administer', lasts: true,
    summary: 'Build the read side anew from the log, and compare', schema: told,
  },
]

const operation = ({ operationId, summary, right, schema, lasts }: Route): PlainRecord => ({
  operationId,
  tags: ['maintenance'],
  summary,
  description: `Needs the right to ${right}.`,
  responses: {
    200: {
      description: lasts ? 'Lines of JSON: how far it is, and last the result or the problem' : 'The answer',
      content: { [lasts ? 'application/jsonl' : 'application/json']: { schema } },
    },
    ...problems([401, 403, 429, 503]),
  },
})

/** The care of a ledger, as docs/server.md tells it. */
export const maintenanceOperations: PlainRecord = Object.fromEntries(
  routes.map((route) => [route.path, { [route.method]: operation(route) }]),
)
