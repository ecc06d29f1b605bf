import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secretOf } from '../../../application/ports/secret.js'
import { TokenMark } from '../../../domain/values/token-digest.js'
import { tokenSource } from '../../../infrastructure/sealing/token-source.js'

const given = (text: string) => tokenSource.markOf(secretOf(Buffer.from(text)))
const fresh = (prefix: 'clt' | 'cli' = 'clt') => {
  const { mark, text } = tokenSource.fresh(prefix)
  return { mark, text: Buffer.from(text.reveal()).toString() }
}

describe('a fresh token', () => {
  it.each(['clt', 'cli'] as const)('of %s is written as prefix, id and 32 random bytes', (prefix) => {
    const { mark, text } = fresh(prefix)
    expect(text).toMatch(/^cl[ti]_[a-z2-7]{16}_[A-Za-z0-9_-]{43}$/)
    expect(text.startsWith(`${prefix}_${mark.id}_`)).toBe(true)
    expect(Buffer.from(text.slice(21), 'base64url')).toHaveLength(32)
  })

  it('is another one each time', () => {
    const all = Array.from({ length: 1_000 }, () => fresh())
    expect(new Set(all.map(({ mark }) => mark.id)).size).toBe(1_000)
    expect(new Set(all.map(({ mark }) => mark.digest)).size).toBe(1_000)
  })

  it('is recognised by a mark that holds nothing of its secret but the SHA-256', () => {
    const { mark, text } = fresh()
    const secret = Buffer.from(text.slice(21), 'base64url')
    expect(TokenMark.is(mark)).toBe(true)
    expect(mark.digest).toBe(createHash('sha256').update(secret).digest('hex').toUpperCase())
    expect(JSON.stringify(mark)).not.toContain(text.slice(21))
    expect(given(text)).toEqual(mark)
  })

  it('does not show itself where it is printed', () => {
    const { text } = tokenSource.fresh('clt')
    expect([JSON.stringify({ text }), String(text)].join()).not.toContain('clt_')
  })
})

describe('a token as it was given', () => {
  it.each([
    '', 'clt_', 'alice', 'clt_aaaaaaaaaaaaaaaa_', `clt_${'a'.repeat(16)}_${'A'.repeat(42)}`,
    `clt_${'a'.repeat(16)}_${'A'.repeat(44)}`, `clx_${'a'.repeat(16)}_${'A'.repeat(43)}`,
    `clt_${'1'.repeat(16)}_${'A'.repeat(43)}`, `clt_${'a'.repeat(16)}_${'A'.repeat(42)}B`,
    `clt_${'a'.repeat(16)}_${'A'.repeat(42)}\n`,
  ])('is none: %j', (text) => {
    expect(given(text)).toBeUndefined()
  })

  it('is none for any text, and never fails', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      expect(given(text)).toBeUndefined()
    }))
  })

  it('is another token where any of its characters is another', () => {
    const { mark, text } = fresh()
    fc.assert(fc.property(fc.nat(text.length - 1), fc.constantFrom(...'abcXYZ234-_'), (at, letter) => {
      const changed = `${text.slice(0, at)}${letter}${text.slice(at + 1)}`
      const found = given(changed)
      if (changed !== text && found !== undefined && at > 3) expect(tokenSource.isSame(found, mark)).toBe(false)
    }))
  })

  it('is the same only with the same id and the same digest', () => {
    const [one, two] = [fresh().mark, fresh().mark]
    expect(tokenSource.isSame(one, one)).toBe(true)
    expect(tokenSource.isSame(one, two)).toBe(false)
    expect(tokenSource.isSame({ ...one, id: two.id }, one)).toBe(false)
    expect(tokenSource.isSame({ ...one, digest: two.digest }, one)).toBe(false)
  })
})
