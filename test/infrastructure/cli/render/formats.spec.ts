import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { formats } from '../../../../infrastructure/cli/render/format.js'
import { answerFrom, asked } from './asked.js'
import { everyAnswer, exported, kinds, rendered, repeated } from './answers.js'
import { csvRows } from './csv-rows.js'

/** Columns that may well be empty in every row of an answer. */
const seldomFilled = [
  'address', 'assigned', 'because', 'before', 'causationId', 'compromisedSince', 'expiresAt', 'friendlyName',
  'keyCurve', 'onBehalfOf', 'provedAt', 'reason', 'retiredAt', 'rollId', 'scheduledAt', 'served', 'ticket',
]

/** What an answer of any kind may hold, all of it empty. */
const nothing = {
  slots: [],
  certificates: [],
  certificate: undefined,
  rolls: [],
  replicas: [],
  expiring: [],
  site: undefined,
  frontEnds: [],
  frontEnd: undefined,
  access: [],
  drift: [],
  entries: [],
  differences: [],
  events: [],
  checks: [],
}

const parsed = async (kind: (typeof kinds)[number]): Promise<unknown> => JSON.parse(await rendered('json', kind))

describe('JSON', () => {
  it.each(kinds)('of %s is one object that begins with its moment', async (kind) => {
    const text = await rendered('json', kind)
    expect(text).toMatch(/^\{\n {2}"position": \d+,\n {2}"at": "[^"]+",\n {2}"knownAt": /)
    expect(text.endsWith('}\n')).toBe(true)
  })

  it.each(kinds.filter((kind) => kind !== 'Command'))('of %s is the answer itself', async (kind) => {
    expect(await parsed(kind)).toEqual(everyAnswer[kind])
  })

  it('of a command has findings with their words and facts', async () => {
    expect(await parsed('Command')).toMatchObject({
      findings: [
        { type: 'CertificateExpiresSoon', severity: 'notice', slot: 'OAuthTokenIssuer@global', daysLeft: 27 },
        { type: 'SipDomainMissing', severity: 'refused', slot: 'OAuthTokenIssuer@global', sipDomains: ['litware.com'] },
      ],
    })
  })

  it('names alternative names as texts everywhere', async () => {
    expect(await parsed('Command')).toHaveProperty('certificate.alternativeNames', ['contoso.com', 'fabrikam.com'])
  })

  it('of a repeated command has no events', async () => {
    const document: unknown = JSON.parse(await rendered('json', 'Command', repeated))
    expect(document).toMatchObject({ dryRun: false, events: [], findings: [] })
  })

  it('of an export says what was written, and holds none of its bytes', async () => {
    expect(JSON.parse(await rendered('json', 'Command', exported))).toMatchObject({
      file: { path: 'oauth-2026.pfx', mediaType: 'application/x-pkcs12', size: 4096, containsPrivateKey: true },
    })
  })
})

describe('a file that a command hands out', () => {
  it.each(formats)('is never shown in %s', async (format) => {
    const secret = Buffer.from('the bytes of a private key')
    const file = { bytes: new Uint8Array(secret), mediaType: 'application/x-pkcs12', containsPrivateKey: true }
    const text = await rendered(format, 'Command', { ...exported, file })
    for (const form of [secret.toString(), secret.toString('base64'), secret.toString('hex'), [...secret].join(',')]) {
      expect(text.toLowerCase()).not.toContain(form.toLowerCase())
    }
  })
})

describe('JSON lines', () => {
  it.each(kinds)('of %s are one object each, with the moment of the answer', async (kind) => {
    const lines = (await rendered('jsonl', kind)).split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.length).toBeGreaterThan(0)
    const { position, at, knownAt } = everyAnswer[kind]
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('asOf', { position, at, knownAt })
  })

  it('hold the items of the list that the answer is', async () => {
    const lines = (await rendered('jsonl', 'Log')).trimEnd().split('\n')
    const items: ReadonlyArray<unknown> = lines.map((line): unknown => JSON.parse(line))
    const { position, at, knownAt, entries } = everyAnswer.Log
    const asOf = { position, at, knownAt }
    expect(items).toEqual((entries as ReadonlyArray<object>).map((entry) => ({ ...entry, asOf })))
  })

  it('are none where there is no item', async () => {
    expect(await rendered('jsonl', 'Log', answerFrom([], 'Log'))).toBe('')
  })
})

describe('YAML', () => {
  it.each(kinds)('of %s says the same as the JSON', async (kind) => {
    expect(parse(await rendered('yaml', kind))).toEqual(await parsed(kind))
  })

  it.each(kinds)('of %s says the same to a reader of YAML 1.1', async (kind) => {
    expect(parse(await rendered('yaml', kind), { version: '1.1' })).toEqual(await parsed(kind))
  })
})

describe('CSV', () => {
  it.each(kinds)('of %s has a header and as many cells in every row, and ends its lines with CRLF', async (kind) => {
    const text = await rendered('csv', kind)
    const [header = [], ...rows] = csvRows(text)
    expect(text.endsWith('\r\n')).toBe(true)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row).toHaveLength(header.length)
    expect(new Set(header).size).toBe(header.length)
  })

  it.each(kinds)('of %s has the same header where there is nothing to say', async (kind) => {
    const empty = { ...everyAnswer[kind], ...nothing }
    const [header] = csvRows(await rendered('csv', kind))
    expect(csvRows(await rendered('csv', kind, empty))).toEqual([header])
  })

  it.each(kinds)('of %s fills every column that the answer has something for', async (kind) => {
    const [header = [], ...rows] = csvRows(await rendered('csv', kind))
    const empty = header.filter((_, index) => rows.every((row) => row[index] === ''))
    expect(empty.filter((name) => !seldomFilled.includes(name.split('.').at(-1) ?? ''))).toEqual([])
  })

  it('has one row for each certificate in a slot', async () => {
    const rows = csvRows(await rendered('csv', 'GetCertificate')).slice(1)
    expect(rows.map(([type, , as]) => [type, as])).toEqual([
      ['AudioVideoAuthentication', 'staged'],
      ['OAuthTokenIssuer', 'current'],
      ['OAuthTokenIssuer', 'previous'],
    ])
  })

  it('has a row without a certificate for a slot that holds none', async () => {
    const none = asked('GetCertificate', { type: 'Default', identity: 'fe01.contoso.com' })
    const [, row = []] = csvRows(await rendered('csv', 'GetCertificate', none))
    expect(row.slice(0, 4)).toEqual(['Default', 'fe01.contoso.com', '', ''])
  })

  it('says the moment of the answer in every row', async () => {
    const [header = [], ...rows] = csvRows(await rendered('csv', 'Log'))
    expect(header.slice(-3)).toEqual(['asOf.position', 'asOf.at', 'asOf.knownAt'])
    const moment = ['9', '2026-11-20T12:00:00.000Z', '2026-11-20T12:00:00.000Z']
    for (const row of rows) expect(row.slice(-3)).toEqual(moment)
  })
})
