import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { E } from '../../../domain/prelude.js'
import { parseThumbprint, Thumbprint, ThumbprintSha256 } from '../../../domain/values/thumbprint.js'

const SHA1 = '7A787D049AD53D4E628D5D6A8D98D5F9F2F66DCA'
const SHA256 = `${SHA1}0123456789ABCDEF01234567`

const notUnderstood = (text: string, digits: number) => {
  expect(parseThumbprint(text)).toEqual(
    E.left({ _tag: 'ThumbprintNotUnderstood', text, digits, expectedDigits: [40, 64] }),
  )
}

describe('A thumbprint as people paste it (6.4)', () => {
  it('is 40 digits for SHA-1 and 64 for SHA-256', () => {
    expect(parseThumbprint(SHA1)).toEqual(E.right(SHA1))
    expect(parseThumbprint(SHA256)).toEqual(E.right(SHA256))
  })

  it.each([
    ['small letters', SHA1.toLowerCase()],
    ['blanks between the bytes', SHA1.replace(/(..)/g, '$1 ')],
    ['colons between the bytes', SHA1.replace(/(..)(?=.)/g, '$1:')],
    ['hyphens', SHA1.replace(/(.{8})(?=.)/g, '$1-')],
    ['the mark that the Windows dialog puts in front', `\u200E${SHA1}`],
    ['a byte order mark and a line end', `\uFEFF${SHA1}\r\n`],
    ['blanks that do not break', SHA1.replace(/(.{4})/g, '$1\u00A0')],
  ])('tolerates %s', (_what, text) => {
    expect(parseThumbprint(text)).toEqual(E.right(SHA1))
  })

  it('is refused with any other number of digits, as the 43 of the vendor\'s own example (8)', () => {
    notUnderstood('B142918E463981A76503828BB1278391B716280987B', 43)
    notUnderstood(SHA1.slice(1), 39)
    notUnderstood('', 0)
  })

  it('is refused with what is no digit, which does not count', () => {
    notUnderstood(SHA1.replace('0', 'O'), 39)
    notUnderstood(`0x${SHA1}`, 41)
    notUnderstood('hello', 1)
  })

  it('is read from any spelling of its digits', () => {
    const digit = fc.constantFrom(...'0123456789abcdefABCDEF')
    const noise = fc.constantFrom('', '', ' ', ':', '-', '\u200E', '\t')
    const spelt = fc.array(fc.tuple(digit, noise), { minLength: 40, maxLength: 40 })
    fc.assert(
      fc.property(spelt, (pairs) => {
        const expected = pairs.map(([letter]) => letter.toUpperCase()).join('')
        expect(parseThumbprint(pairs.flat().join(''))).toEqual(E.right(expected))
      }),
    )
  })
})

describe('A thumbprint', () => {
  it('is upper-case hexadecimal of its own length', () => {
    expect(Thumbprint.is(SHA1)).toBe(true)
    expect(Thumbprint.is(SHA1.toLowerCase())).toBe(false)
    expect(Thumbprint.is(SHA256)).toBe(false)
    expect(Thumbprint.is(`${SHA1}\n`)).toBe(false)
    expect(ThumbprintSha256.is(SHA256)).toBe(true)
    expect(ThumbprintSha256.is(SHA1)).toBe(false)
  })
})
