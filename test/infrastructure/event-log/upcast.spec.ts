import { expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { canonicalJson } from '../../../domain/log/canonical-json.js'
import { Position } from '../../../domain/values/position.js'
import { leafHashOf } from '../../../infrastructure/event-log/leaf-hash.js'
import { decoderWith } from '../../../infrastructure/event-log/stored-event.js'
import { upcast, type LiftTable } from '../../../infrastructure/event-log/upcast.js'
import { decoded } from '../../support/decoded.js'
import { must } from '../../support/log-reading.js'
import { proposed } from '../../support/proposed-events.js'

/**
 * A front end was once known by its host and its domain, before that under another event, named `ServerAdded`.
 */
const lifts: LiftTable = {
  'ServerAdded@-1': ({ data }) => ({ type: 'FrontEndRegistered', schemaVersion: 0, data }),
  'FrontEndRegistered@0': ({ data }) => {
    const { host, domain, registeredAt } = data as { readonly [name in 'host' | 'domain' | 'registeredAt']: string }
    return { type: 'FrontEndRegistered', schemaVersion: 1, data: { fqdn: `${host}.${domain}`, registeredAt } }
  },
}

const oldContent = { host: 'fe01', domain: 'contoso.com', registeredAt: '2019-01-01T00:00:00.000Z' }

const stored = (type: string, schemaVersion: number, data: object) => {
  const event = { ...proposed({ id: decodedId }), type, schemaVersion, data, stream: 'a', revision: 0 }
  const record = canonicalJson(event as never)
  return { position: decoded(Position, 1), record, leafHash: leafHashOf(record) }
}

const decodedId = proposed().id

it('lifts content step by step to the present shape', () => {
  const { registeredAt } = oldContent
  expect(upcast(lifts)({ type: 'ServerAdded', schemaVersion: -1, data: oldContent })).toEqual({
    type: 'FrontEndRegistered', schemaVersion: 1, data: { fqdn: 'fe01.contoso.com', registeredAt },
  })
})

it('leaves content of the present shape as it is', () => {
  const content = { type: 'FrontEndRegistered', schemaVersion: 1, data: {} }
  expect(upcast(lifts)(content)).toBe(content)
})

it('takes a lift that raises no version for a defect, for it would never end', () => {
  const endless: LiftTable = { 'A@0': (content) => content }
  expect(() => upcast(endless)({ type: 'A', schemaVersion: 0, data: null })).toThrow(TypeError)
})

it('lets the domain see only the present shape, with the hash of the bytes that were stored', () => {
  const old = stored('ServerAdded', -1, oldContent)
  const event = must(decoderWith(lifts)(old))
  expect(event.type).toBe('FrontEndRegistered')
  expect(event.schemaVersion).toBe(1)
  expect(event.data).toEqual({ fqdn: 'fe01.contoso.com', registeredAt: oldContent.registeredAt })
  expect(event.leafHash).toBe(old.leafHash)
})

it.each([
  ['an old shape that no lift takes', stored('FrontEndRegistered', 0, oldContent), {}, 'the schema version is unknown'],
  ['a shape of a newer program', stored('FrontEndRegistered', 2, oldContent), lifts, 'the schema version is unknown'],
  ['an event of a newer program', stored('FrontEndPraised', 1, oldContent), lifts, 'the event type is unknown'],
])('says so of %s', (_what, record, table, detail) => {
  expect(decoderWith(table)(record)).toEqual(E.left({ _tag: 'RecordCorrupt', position: 1, detail }))
})
