import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cell, line, lines, type Block } from '../../../../infrastructure/cli/render/layout/block.js'
import { layout } from '../../../../infrastructure/cli/render/layout/layout.js'
import { textWidth } from '../../../../infrastructure/cli/render/layout/text-width.js'

const digest = '7A787D049AD53D4E628D5D6A8D98D5F9F2F66DCA'

const table = (rows: ReadonlyArray<ReadonlyArray<string>>): Block => ({
  _tag: 'Table',
  columns: [
    { title: 'NAME', least: null },
    { title: 'THUMBPRINT', least: null },
    { title: 'SUBJECT', least: 12 },
    { title: 'N', least: null, align: 'right' },
  ],
  rows: rows.map((row) => row.map((text) => cell(text))),
  heading: 1,
})

const plainly = (blocks: ReadonlyArray<Block>, width: number | null): string => layout(blocks, { colour: false, width })

const rows = [
  ['one', digest, 'CN=fe01.contoso.com,OU=Voice', '1'],
  ['証明書', digest, 'CN=b', '200'],
]

describe('a table', () => {
  it('aligns its columns, wide letters and numbers too, and leaves no space behind a line', () => {
    expect(plainly([table(rows)], null)).toBe(
      [
        'NAME    THUMBPRINT                                SUBJECT                         N',
        `one     ${digest}  CN=fe01.contoso.com,OU=Voice    1`,
        `証明書  ${digest}  CN=b                          200`,
        '',
      ].join('\n'),
    )
  })

  it('breaks the columns that may be broken where room is scarce', () => {
    expect(plainly([table(rows)], 76)).toBe(
      [
        'NAME    THUMBPRINT                                SUBJECT                  N',
        `one     ${digest}  CN=fe01.contoso.com,     1`,
        '                                                  OU=Voice',
        `証明書  ${digest}  CN=b                   200`,
        '',
      ].join('\n'),
    )
  })

  it('becomes records where there is no room for columns, without empty cells', () => {
    expect(plainly([table([...rows.slice(0, 1), ['two', digest, '', '2']])], 60)).toBe(
      [
        'one',
        `  THUMBPRINT  ${digest}`,
        '  SUBJECT     CN=fe01.contoso.com,OU=Voice',
        '  N           1',
        '',
        'two',
        `  THUMBPRINT  ${digest}`,
        '  N           2',
        '',
      ].join('\n'),
    )
  })

  it('shows every character of every cell at any width, and keeps to the width but for what is never broken', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '証', ' ', ','), maxLength: 60 })
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), fc.integer({ min: 80, max: 200 }), (texts, width) => {
        const shown = plainly([table(texts.map(([one, two]) => ['x', digest, `${one}${two}`, '7']))], width)
        const letters = (all: string): string => [...all.replace(/[^aé証,]/gu, '')].toSorted().join('')
        expect(letters(shown)).toBe(letters(texts.flat().join('')))
        for (const one of shown.split('\n')) expect(textWidth(one)).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('the layout of an answer', () => {
  it('puts an empty line between its parts and ends the last line', () => {
    expect(plainly([lines(line('one'), line('two')), lines(), lines(line('three'))], null)).toBe('one\ntwo\n\nthree\n')
  })

  it('hangs what is left of a paragraph below its beginning', () => {
    expect(plainly([lines(line('Because: Staged the certificate', 'plain', 4))], 24)).toBe(
      '    Because: Staged the\n      certificate\n',
    )
  })

  it('puts facts below each other, and hangs what is too long below itself', () => {
    const facts: Block = { _tag: 'Facts', facts: [['NAMES', cell('a.contoso.com, b.contoso.com')], ['N', cell(1)]] }
    expect(plainly([facts], 24)).toBe('NAMES  a.contoso.com,\n       b.contoso.com\nN      1\n')
  })

  it('colours only where colour is asked for, and the text is the same without', () => {
    const blocks = [table(rows), lines(line('critical', 'critical'))]
    const coloured = layout(blocks, { colour: true, width: null })
    expect(coloured).toContain('\u001B[31mcritical\u001B[0m')
    expect(coloured.replace(/\u001B\[\d+m/g, '')).toBe(plainly(blocks, null))
    expect(plainly(blocks, null)).not.toContain('\u001B')
  })

  it('treats a terminal of no width at all as a narrow one', () => {
    expect(plainly([lines(line('one two three four five six'))], 0)).toBe('one two three four\n  five six\n')
  })
})

describe('a cell', () => {
  it.each([
    ['\u001B[2J', '\\u{1B}[2J'],
    ['a\nb\tc\rd', 'a\\u{A}b\\u{9}c\\u{D}d'],
    ['\u009B31m', '\\u{9B}31m'],
    ['\u202Eevil', '\\u{202E}evil'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['\u200Bhidden', '\\u{200B}hidden'],
    ['\uD800', '\\u{D800}'],
  ])('writes out what would steer a terminal', (text, shown) => {
    expect(cell(text).text).toBe(shown)
  })

  it('shows a hyphen for nothing', () => {
    expect([cell(null).text, cell(undefined).text, cell('').text, cell(0).text]).toEqual(['-', '-', '-', '0'])
  })

  it('is never cut', () => {
    expect(cell('x'.repeat(10_000)).text).toHaveLength(10_000)
  })
})
