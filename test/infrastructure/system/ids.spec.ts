import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uuidSource } from '../../../infrastructure/system/ids.js'

const parts = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 5 })

describe('A fresh id', () => {
  it('is a random UUID, never the same twice', () => {
    const ids = Array.from({ length: 1_000 }, () => uuidSource.fresh())
    expect(new Set(ids).size).toBe(1_000)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

describe('A derived id', () => {
  it.each([
    [[], 'e491a956-bd6e-5bb9-89cd-d55dd4692e19'],
    [['site'], '856d5f2d-3b9a-5d8c-9ba8-efee7c50cf3b'],
    [['00000001-0000-4000-8000-000000000000', 'site', '0'], '8050a84b-d785-51bf-b8fb-ca5bf9695fdf'],
    [['Bücher 😀', ''], 'eca5d6ac-bda8-5e53-b275-f00187b36bec'],
  ])('is the UUID v5 that another implementation makes of the same parts: %j', (given, expected) => {
    expect(uuidSource.derived(given)).toBe(expected)
  })

  it('is the same for the same parts, and another for other parts, however they are cut', () => {
    fc.assert(fc.property(parts, parts, (a, b) => {
      const same = a.length === b.length && a.every((part, index) => part === b[index])
      expect(uuidSource.derived(a) === uuidSource.derived(b)).toBe(same)
    }))
    expect(uuidSource.derived(['ab', 'c'])).not.toBe(uuidSource.derived(['a', 'bc']))
    expect(uuidSource.derived(['1:a'])).not.toBe(uuidSource.derived(['a']))
  })
})
