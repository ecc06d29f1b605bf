import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { padded, splitAtWidth, textWidth } from '../../../../infrastructure/cli/render/layout/text-width.js'

describe('the width of a text on a terminal', () => {
  it.each([
    ['contoso.com', 11],
    ['é', 1],
    ['e\u0301', 1],
    ['証明書', 6],
    ['ｆｕｌｌ', 8],
    ['한국', 4],
    ['\u1112\u1161\u11AB', 2],
    ['🔑', 2],
    ['🇩🇪', 2],
    ['ﾊﾝｶｸ', 4],
    ['→', 1],
    ['Ω', 1],
    ['', 0],
  ])('of %s is %i', (text, width) => {
    expect(textWidth(text)).toBe(width)
  })

  it('is that of its two parts together, wherever it is split', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, columns) => {
        const [first, rest] = splitAtWidth(text, columns)
        expect(first + rest).toBe(text)
        expect(textWidth(first) + textWidth(rest)).toBe(textWidth(text))
        expect(text === '' || first !== '').toBe(true)
      }),
    )
  })

  it('keeps a mark with the letter that it stands over', () => {
    expect(splitAtWidth('ae\u0301b', 2)).toEqual(['ae\u0301', 'b'])
  })

  it('never cuts a wide letter in half', () => {
    expect(splitAtWidth('証明書', 3)).toEqual(['証', '明書'])
  })

  it('is filled up to so many columns, counting wide letters twice', () => {
    expect(padded('証', 4)).toBe('証  ')
    expect(padded('long', 2)).toBe('long')
  })
})
