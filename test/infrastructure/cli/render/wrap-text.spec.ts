import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textWidth } from '../../../../infrastructure/cli/render/layout/text-width.js'
import { wrapText } from '../../../../infrastructure/cli/render/layout/wrap-text.js'

const digest = '7A787D049AD53D4E628D5D6A8D98D5F9F2F66DCA'
const words = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '証', ' ', ',', '=', '-'), maxLength: 200 })

describe('text in lines', () => {
  it('is broken at spaces, which are left out', () => {
    expect(wrapText('one two three', 8)).toEqual(['one two', 'three'])
  })

  it('is broken after the commas of a distinguished name', () => {
    expect(wrapText('CN=fe01.contoso.com,OU=Voice,O=Contoso', 22)).toEqual([
      'CN=fe01.contoso.com,',
      'OU=Voice,O=Contoso',
    ])
  })

  it('is broken anywhere where a word is longer than a line', () => {
    expect(wrapText('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
  })

  it('leaves a digest whole, even where it is wider than a line', () => {
    expect(wrapText(`Assigned ${digest} (CN=x)`, 20)).toEqual(['Assigned', digest, '(CN=x)'])
    expect(wrapText(`(${digest}),`, 20)).toEqual([`(${digest}),`])
  })

  it('fits every line, the first and the following ones, into their columns', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 40 }), (text, first, following) => {
        const lines = wrapText(text, first, following)
        lines.forEach((line, index) => {
          expect(textWidth(line)).toBeLessThanOrEqual(index === 0 ? first : Math.max(2, following))
        })
      }),
    )
  })

  it('leaves out nothing but spaces', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (text, columns) => {
        expect(wrapText(text, columns).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })
})
