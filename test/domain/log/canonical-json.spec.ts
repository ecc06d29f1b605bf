import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../domain/log/canonical-json.js'

type Json = Parameters<typeof canonicalJson>[0]

const isJson = (value: unknown): value is Json => value !== undefined
const arbitraryJson = fc.jsonValue().filter(isJson)

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, shuffled(member)]))
}

describe('The canonical JSON of a value (RFC 8785)', () => {
  it('is the text of the RFC\'s own example', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\\"\/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts names by UTF-16 code units, as the RFC\'s example of eight names does', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6']
    const value = Object.fromEntries(names.map((name) => [name, name]))
    const order = [...canonicalJson(value).matchAll(/"((?:[^"\\]|\\.)*)":/g)].map(([, name]) => name)
    expect(order).toEqual(['\\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'])
  })

  it('leaves out members that are undefined, and keeps null', () => {
    expect(canonicalJson({ b: undefined, a: null, c: {} })).toBe('{"a":null,"c":{}}')
    expect(canonicalJson({ a: undefined })).toBe('{}')
  })

  it('writes minus zero as zero', () => {
    expect(canonicalJson([-0, 0])).toBe('[0,0]')
  })

  it('refuses what JSON cannot say', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => canonicalJson({ value })).toThrow(RangeError)
    }
  })

  it('is read back as the same value', () => {
    fc.assert(
      fc.property(arbitraryJson, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('is the same whatever the order of members', () => {
    fc.assert(
      fc.property(arbitraryJson, (value) => {
        const other = shuffled(value)
        if (isJson(other)) expect(canonicalJson(other)).toBe(canonicalJson(value))
      }),
    )
  })

  it('of its own reading is itself, byte for byte', () => {
    fc.assert(
      fc.property(arbitraryJson, (value) => {
        const text = canonicalJson(value)
        const again: unknown = JSON.parse(text)
        if (isJson(again)) expect(canonicalJson(again)).toBe(text)
      }),
    )
  })
})
