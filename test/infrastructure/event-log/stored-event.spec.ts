import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { domainEvents } from '../../../domain/events.js'
import { canonicalJson } from '../../../domain/log/canonical-json.js'
import { Position } from '../../../domain/values/position.js'
import { contentCheck } from '../../../infrastructure/event-log/codec/content-check.js'
import { shapeOf } from '../../../infrastructure/event-log/codec/shape.js'
import { leafHashOf } from '../../../infrastructure/event-log/leaf-hash.js'
import { recordAt, recordDraft } from '../../../infrastructure/event-log/record-draft.js'
import { decodeRecord } from '../../../infrastructure/event-log/stored-event.js'
import { arbitraryEvent, arbitraryStream } from '../../support/arbitrary-events.js'
import { decoded } from '../../support/decoded.js'

const position = decoded(Position, 7)

const storedAs = (record: string) => ({ position, record, leafHash: leafHashOf(record) })

describe('the record of an event', () => {
  it('is the canonical JSON of its envelope, whatever the order in which it was made', () => {
    fc.assert(fc.property(arbitraryStream, arbitraryEvent, fc.nat(), (stream, event, revision) => {
      const turned = Object.assign({}, Object.fromEntries(Object.entries(event).reverse()), event)
      const record = recordAt(recordDraft(stream, turned), revision)
      expect(record).toBe(canonicalJson({ ...event, stream, revision }))
    }), { numRuns: 500 })
  })

  it('is read back as the event', () => {
    fc.assert(fc.property(arbitraryStream, arbitraryEvent, fc.nat(), (stream, event, revision) => {
      const stored = storedAs(recordAt(recordDraft(stream, event), revision))
      expect(decodeRecord(stored)).toEqual(E.right({ ...event, stream, revision, position, leafHash: stored.leafHash }))
    }), { numRuns: 500 })
  })

  it('is corrupt after a change of any one character', () => {
    fc.assert(fc.property(arbitraryEvent, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (event, at, letter) => {
      const { record, leafHash } = storedAs(recordAt(recordDraft('a', event), 0))
      const index = at % record.length
      fc.pre(record.charAt(index) !== letter)
      const changed = record.slice(0, index) + letter + record.slice(index + 1)
      expect(decodeRecord({ position, record: changed, leafHash })).toEqual(
        E.left({ _tag: 'RecordCorrupt', position, detail: 'the record does not match its leaf hash' }),
      )
    }))
  })

  const [sample] = fc.sample(arbitraryEvent, { numRuns: 1, seed: 1 })
  const envelope = { ...sample, stream: 'a', revision: 0 }

  it.each(Object.keys(envelope).filter((name) => name !== 'data'))('is corrupt without its member %s', (name) => {
    const others = Object.entries(envelope).filter(([other]) => other !== name)
    const record = canonicalJson(Object.fromEntries(others))
    expect(decodeRecord(storedAs(record))).toMatchObject({ left: { detail: 'the record is no envelope' } })
  })

  it.each(Object.keys(envelope).filter((name) => name !== 'data'))('is corrupt where %s has another type', (name) => {
    for (const wrong of [true, [], { kind: 1 }, name === 'revision' || name === 'schemaVersion' ? 'x' : 1]) {
      const record = canonicalJson({ ...envelope, [name]: wrong })
      expect(decodeRecord(storedAs(record))).toMatchObject({ left: { detail: 'the record is no envelope' } })
    }
  })

  it('is corrupt where its content has another shape', () => {
    for (const data of [null, 'text', [], {}]) {
      const record = canonicalJson({ ...envelope, data })
      expect(decodeRecord(storedAs(record))).toMatchObject({ left: { detail: 'the content does not fit its type' } })
    }
  })

  it.each(['', 'null', '[]', '7', '"text"', '{'])('is corrupt where it is %j', (record) => {
    expect(decodeRecord(storedAs(record))).toMatchObject({ left: { _tag: 'RecordCorrupt', position } })
  })
})

/** The same content with one leaf or one member changed, somewhere. */
const spoilt = (value: unknown, choose: () => number): unknown => {
  if (typeof value !== 'object' || value === null) return { unexpected: value }
  const entries = Object.entries(value)
  const index = choose() % Math.max(1, entries.length)
  const changed = entries.map(([name, member]: [string, unknown], n): readonly [string, unknown] =>
    [name, n === index ? spoilt(member, choose) : member])
  if (Array.isArray(value)) return entries.length === 0 ? 'no array' : changed.map(([, member]) => member)
  return Object.fromEntries(changed)
}

describe('the two checks of content', () => {
  it('accept what the codec accepts', () => {
    fc.assert(fc.property(arbitraryEvent, ({ type, data }) => {
      expect(domainEvents[type].is(data)).toBe(true)
      expect(shapeOf(domainEvents[type])(data)).toBe(true)
      expect(contentCheck(domainEvents[type])(data, [])).toBe(true)
    }), { numRuns: 500 })
  })

  it('refuse what the codec refuses', () => {
    fc.assert(fc.property(arbitraryEvent, fc.infiniteStream(fc.nat()), ({ type, data }, numbers) => {
      const wrong = spoilt(data, () => Number(numbers.next().value))
      expect(domainEvents[type].is(wrong)).toBe(false)
      expect(shapeOf(domainEvents[type])(wrong)).toBe(false)
      expect(contentCheck(domainEvents[type])(wrong, [])).toBe(false)
    }), { numRuns: 500 })
  })

  it('differ in members that no codec names, and in the forms of texts', () => {
    const { FrontEndRegistered } = domainEvents
    const content = { fqdn: 'fe01.contoso.com', registeredAt: '2026-11-20T12:00:00.000Z' }
    const [more, formless] = [{ ...content, more: 1 }, { ...content, fqdn: 'not a name' }]
    expect([more, formless].map(shapeOf(FrontEndRegistered))).toEqual([true, true])
    expect([more, formless].map((value) => contentCheck(FrontEndRegistered)(value, []))).toEqual([false, false])
    expect([more, formless].map((value) => FrontEndRegistered.is(value))).toEqual([true, false])
  })

  it('name the texts in which anything could stand, and only those', () => {
    const free: Array<string> = []
    contentCheck(domainEvents.CertificateRetired)({
      thumbprint: 'A'.repeat(40), thumbprintSha256: 'B'.repeat(64), retiredAt: '2026-11-20T12:00:00.000Z',
    }, free)
    expect(free).toEqual([])
    contentCheck(domainEvents.SiteConfigured)({
      sipDomains: ['contoso.com'], realm: 'the realm', serviceName: '6f1c1f0e-6d5b-5a3e-9c55-0d9b1c9d2a01',
      configuredAt: '2026-11-20T12:00:00.000Z',
    }, free)
    expect(free).toEqual(['the realm'])
  })
})
