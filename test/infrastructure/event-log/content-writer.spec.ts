import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { t } from '../../../application/prelude.js'
import { domainEvents } from '../../../domain/events.js'
import { canonicalJson } from '../../../domain/log/canonical-json.js'
import { contentWriter } from '../../../infrastructure/event-log/codec/content-writer.js'
import { arbitraryEvent } from '../../support/arbitrary-events.js'

const writers = new Map(Object.entries(domainEvents).map(([type, codec]) => [type, contentWriter(codec)]))

describe('the writer of a codec', () => {
  it('writes the content of any event as canonical JSON', () => {
    fc.assert(fc.property(arbitraryEvent, ({ type, data }) => {
      const write = writers.get(type)
      if (write !== undefined) expect(write(data)).toBe(canonicalJson(data))
    }), { numRuns: 2_000 })
  })

  it('is there for what is recorded most', () => {
    expect(writers.get('CertificateAssigned')).toBeDefined()
    expect(writers.get('CertificateImported')).toBeDefined()
    expect(writers.get('RollScheduled')).toBeDefined()
  })

  it('writes names in the order of their code units, and free texts as JSON does', () => {
    const write = contentWriter(t.type({ z: t.string, 'ä"': t.number, a: t.readonlyArray(t.boolean), Z: t.null }))
    const content = { z: 'a"b\\\u2028\u{1f600}\n', 'ä"': -0, a: [true, false], Z: null }
    expect(write?.(content)).toBe(canonicalJson(content))
  })

  it('is not there where the content does not say which choice it is, or the codec is of another kind', () => {
    const two = t.union([t.type({ a: t.string }), t.type({ b: t.string })])
    expect([two, t.readonlyArray(two), t.type({ two }), t.record(t.string, t.string), t.type({}), t.unknown]
      .map(contentWriter)).toEqual(Array.from({ length: 6 }, () => undefined))
  })

  it('refuses what is not what the codec says, and numbers that JSON cannot say', () => {
    const write = contentWriter(t.type({ a: t.readonlyArray(t.number) }))
    for (const astray of [null, 'a', {}, { a: null }, { a: [{}] }]) expect(() => write?.(astray)).toThrow(TypeError)
    expect(() => write?.({ a: [Infinity] })).toThrow(RangeError)
  })
})
