import type { AnswerKind } from '../../wording/answer-kind.js'
import { itemsOf } from '../../wording/items.js'
import { isRecord, type Plain, type PlainRecord } from '../../wording/plain.js'

/** The columns of an answer as CSV, by their path in an item, and its items. */
export type CsvTable = {
  readonly columns: ReadonlyArray<string>
  readonly rows: (document: PlainRecord) => ReadonlyArray<PlainRecord>
}

const certificate = [
  'thumbprint', 'thumbprintSha256', 'subject', 'issuer', 'serialNumber', 'notBefore', 'notAfter',
  'alternativeNames', 'keyAlgorithm', 'keySize', 'keyCurve', 'signatureAlgorithm', 'hasPrivateKey', 'friendlyName',
  'status', 'daysLeft',
] as const

const entry = [
  'position', 'recordedAt', 'actor.kind', 'actor.name', 'actor.onBehalfOf', 'origin.face', 'origin.address',
  'type', 'stream', 'revision', 'slot', 'summary', 'reason', 'ticket', 'eventId', 'commandId', 'correlationId',
  'causationId',
] as const

const places = ['current', 'previous', 'staged'] as const

const list = (value: Plain | undefined): ReadonlyArray<PlainRecord> =>
  Array.isArray(value) ? value.filter(isRecord) : []

const text = (value: Plain | undefined): string => (typeof value === 'string' ? value : '')

const table = (kind: AnswerKind, columns: ReadonlyArray<string>): CsvTable => ({
  columns,
  rows: (document) => itemsOf(kind, document),
})

/** One row for each certificate in a slot; an empty slot has one row without a certificate. */
const heldRows = (slot: PlainRecord): ReadonlyArray<PlainRecord> => {
  const { type = null, identity = null } = slot
  const rows = places.flatMap((as): ReadonlyArray<PlainRecord> => {
    const held = slot[as]
    return isRecord(held) ? [{ ...held, type, identity, as }] : []
  })
  return rows.length === 0 ? [{ type, identity }] : rows
}

/** The slots that hold a certificate, as texts: `current of OAuthTokenIssuer@global`. */
const withUses = (item: PlainRecord): PlainRecord => ({
  ...item,
  uses: list(item['uses']).map(({ as, type, identity }) => `${text(as)} of ${text(type)}@${text(identity)}`),
})

/** One row for each entry of the log that explains a slot; `step` counts backwards from the nearest. */
const whyRows = (slot: PlainRecord): ReadonlyArray<PlainRecord> => {
  const { type = null, identity = null, why } = slot
  return [...places, 'nobody'].flatMap((as) => {
    const told = isRecord(why) ? why[as] : undefined
    if (!isRecord(told)) return []
    const held = slot[as]
    const place = { type, identity, as, thumbprint: (isRecord(held) ? held['thumbprint'] : null) ?? null }
    return (['because', 'followedBy'] as const).flatMap((relation) =>
      list(told[relation]).map((one, step): PlainRecord => ({ ...place, relation, step, entry: one })))
  })
}

const replica = [
  'replicaFqdn', 'upToDate', 'lastStatusReport', 'lastUpdateCreation', 'productVersion', 'hasAgent',
] as const

const named = ['thumbprint', 'thumbprintSha256', 'subject', 'notAfter'] as const
const author = ['position', 'type', 'recordedAt', 'by', 'reason'] as const

const under = (member: string, names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.map((name) => `${member}.${name}`)

/** One row for each item of a list within an item, with the members of the outer one beside it; one row without any. */
const rowsWithin = (inner: string) => (item: PlainRecord): ReadonlyArray<PlainRecord> => {
  const rows = list(item[inner]).map((one): PlainRecord => ({ ...item, ...one }))
  return rows.length === 0 ? [item] : rows
}

/** The columns of every kind of answer: part of the contract, never taken away. Source: docs/json.md. */
export const csvTables: Readonly<Record<AnswerKind, CsvTable>> = {
  GetCertificate: {
    columns: ['type', 'identity', 'as', ...certificate, 'effectiveDate', 'rollId', 'scheduledAt'],
    rows: (document) => itemsOf('GetCertificate', document).flatMap(heldRows),
  },
  ListCertificates: {
    columns: [...certificate, 'importedAt', 'fileName', 'uses'],
    rows: (document) => itemsOf('ListCertificates', document).map(withUses),
  },
  ShowCertificate: {
    columns: [
      ...certificate, 'keyState', 'retiredAt', 'compromisedSince', 'importedAt', 'importedFrom.format',
      'importedFrom.fileName', 'uses',
    ],
    rows: (document) => itemsOf('ShowCertificate', document).map(withUses),
  },
  ListRolls: table('ListRolls', [
    'rollId', 'type', 'identity', 'thumbprint', 'subject', 'scheduledAt', 'effectiveDate', 'state', 'because',
    'latenessMs', 'cause',
  ]),
  Expiring: table('Expiring', [
    'level', 'type', 'identity', 'as', 'covered', ...certificate.map((name) => `certificate.${name}`),
    'certificate.effectiveDate',
  ]),
  ShowSite: table('ShowSite', ['sipDomains', 'realm', 'serviceName']),
  ListFrontEnds: table('ListFrontEnds', [
    'fqdn', 'registeredAt', 'assigned', 'agent', 'fingerprint', 'productVersion', 'lastStarted', 'conflicts',
  ]),
  ShowFrontEnd: table('ShowFrontEnd', [
    'fqdn', 'registeredAt', 'assigned', 'state', 'agent.fingerprint', 'agent.machine', 'agent.productVersion',
    'agent.enrolledAt', 'agent.startedAt', 'agent.clockSkewMs', 'pending.fingerprint', 'pending.machine',
    'pending.requestedAt', 'invitedUntil', 'conflicts.count', 'conflicts.because', 'conflicts.machine',
    'conflicts.seenAt',
  ]),
  ReplicationStatus: {
    columns: [
      ...replica, 'type', 'identity', 'place', 'thumbprint', 'subject', 'generation', 'effectiveDate', 'state',
      'attempt', 'requestedAt', 'replicatedAt', 'deployedAt', 'served', 'failure.reason', 'failure.detail',
      'failure.failedAt', 'alarms',
    ],
    rows: (document) => itemsOf('ReplicationStatus', document).flatMap(rowsWithin('deliveries')),
  },
  RollEvidence: {
    columns: [
      'rollId', 'type', 'identity', 'thumbprint', 'subject', 'effectiveDate', 'verdict', 'policy.unproved',
      'policy.marginMs', 'decidedAt', 'fqdn', 'proved', 'provedAt', 'state', 'since',
    ],
    rows: (document) => itemsOf('RollEvidence', document).flatMap(rowsWithin('frontEnds')),
  },
  ListDrift: table('ListDrift', [
    'level', 'kind', 'fqdn', 'type', 'identity', 'place', 'file', 'thumbprint', ...under('observed', named),
    'privateKey', ...under('meant', named), 'since', 'sincePosition', 'reportedAt', ...under('under', author),
    'pending', ...under('accepted', author),
  ]),
  ListAccess: table('ListAccess', [
    'subject', 'kind', 'state', 'roles', 'rights', 'tokens', 'since', 'expiresAt', 'revokedAt',
  ]),
  Log: table('Log', entry),
  Diff: table('Diff', ['what', 'name', 'property', 'before', 'after']),
  Why: {
    columns: [
      'type', 'identity', 'as', 'thumbprint', 'relation', 'step', ...entry.map((name) => `entry.${name}`),
    ],
    rows: (document) => itemsOf('Why', document).flatMap(whyRows),
  },
  Command: table('Command', ['type', 'stream', 'revision', 'position']),
  Doctor: table('Doctor', ['name', 'status', 'detail']),
}
