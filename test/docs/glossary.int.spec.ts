import { describe, expect, it } from 'vitest'
import { accessEvents } from '../../domain/access/events.js'
import { assignmentEvents } from '../../domain/assignment/events.js'
import { certificateEvents } from '../../domain/certificate/events.js'
import { domainEvents } from '../../domain/events.js'
import { frontEndEvents } from '../../domain/front-end/events.js'
import { ledgerEvents } from '../../domain/ledger/events.js'
import { observationEvents } from '../../domain/observation/events.js'
import { replicationEvents } from '../../domain/replication/events.js'
import { rollPolicyEvents } from '../../domain/roll-policy/events.js'
import { siteEvents } from '../../domain/site/events.js'
import { page, plain, section, tableRows } from './page.js'

const text = page('docs/glossary.md')
const events = tableRows(section(text, '## Events'))
const words = tableRows(text).flatMap(([word = '']) => word.split(', '))

const streams = new Map([
  ...Object.keys(certificateEvents).map((type) => [type, 'certificate'] as const),
  ...Object.keys(assignmentEvents).map((type) => [type, 'assignment'] as const),
  ...Object.keys(siteEvents).map((type) => [type, 'site'] as const),
  ...Object.keys(frontEndEvents).map((type) => [type, 'front end'] as const),
  ...Object.keys(rollPolicyEvents).map((type) => [type, 'roll policy'] as const),
  ...Object.keys(replicationEvents).map((type) => [type, 'replication'] as const),
  ...Object.keys(observationEvents).map((type) => [type, 'observation'] as const),
  ...Object.keys(accessEvents).map((type) => [type, 'access'] as const),
  ...Object.keys(ledgerEvents).map((type) => [type, 'ledger'] as const),
])

describe('docs/glossary.md', () => {
  it('lists every event of the ledger once, and no other', () => {
    expect(events.map(([type]) => plain(type)).toSorted()).toEqual(Object.keys(domainEvents).toSorted())
  })

  it('says of every event in which stream it stands and what it means', () => {
    for (const [type, stream, meaning] of events) {
      expect(stream, type).toBe(streams.get(plain(type)))
      expect(meaning?.length, type).toBeGreaterThan(15)
    }
  })

  it('explains no word twice', () => {
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
  })

  it.each([
    'certificate', 'thumbprint', 'x5t', 'SPKI digest', 'SAN', 'EKU', 'PKCS#12', 'role', 'scope', 'slot', 'current',
    'previous', 'staged', 'roll', 'lead time', 'gap', 'verification window', 'rollback window', 'front end', 'event',
    'stream', 'revision', 'position', 'projection', 'checkpoint', 'rectangle', 'valid time', 'known time', 'as of',
    'vault', 'data key', 'key-encryption key', 'finding', 'refusal', 'force',
  ])('explains %s', (word) => {
    expect(words).toContain(word)
  })
})
