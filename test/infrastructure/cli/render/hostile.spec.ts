import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { AnswerKind, Answers } from '../../../../infrastructure/wording/answer-kind.js'
import { csv } from '../../../../infrastructure/cli/render/csv.js'
import { formats } from '../../../../infrastructure/cli/render/format.js'
import { json } from '../../../../infrastructure/wording/json.js'
import { plain } from '../../../../infrastructure/wording/plain.js'
import { render } from '../../../../infrastructure/cli/render/render.js'
import { yaml } from '../../../../infrastructure/cli/render/yaml.js'
import { everyAnswer, kinds, rendered } from './answers.js'
import { csvRows } from './csv-rows.js'

/** Clears the screen, names the window, colours, turns the direction, forges a line, breaks one, hides a character. */
const HOSTILE = '\u001B[2J\u001B]0;title\u0007\u009B31m\u202Emoc.osotnoca\r\nforged line\u2028\u200B'

/** What a terminal would obey, or what turns or breaks the line; line ends and the colours asked for apart. */
const STEERING = /[^\P{Cc}\r\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

const spoilt = (value: unknown): unknown => {
  if (typeof value === 'string') return `${value}${HOSTILE}`
  if (Array.isArray(value)) return value.map(spoilt)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spoilt(member)]))
}

/** Names that choose words, not texts from outside. */
const chosen = new Set([
  'status', 'as', 'level', 'state', 'severity', '_tag', 'at', 'knownAt', 'slot', 'verdict', 'unproved',
])

const spoiltMembers = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(spoiltMembers)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return spoilt(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, chosen.has(name) ? member : spoiltMembers(member)]),
  )
}

const hostileAnswer = <K extends AnswerKind>(kind: K): Answers[K] => spoiltMembers(everyAnswer[kind]) as Answers[K]

describe('texts from outside', () => {
  it.each(kinds.flatMap((kind) => formats.map((format) => [kind, format] as const)))(
    'cannot steer a terminal: %s as %s',
    async (kind, format) => {
      for (const width of [null, 80]) {
        const text = await render(format, kind, hostileAnswer(kind), { colour: false, width })
        expect(STEERING.exec(text)).toBeNull()
        expect(text).not.toMatch(/^forged line/m)
      }
    },
  )

  it.each(kinds)('add no line to a table of %s', async (kind) => {
    const lines = (text: string): number => text.split('\n').length
    expect(lines(await rendered('table', kind, hostileAnswer(kind)))).toBe(lines(await rendered('table', kind)))
  })

  it('are the same for a program that reads them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const document = plain({ text, [`name ${text}`]: [text, { text }] })
        expect(JSON.parse(json(document))).toEqual(document)
        expect(parse(await yaml(document))).toEqual(document)
      }),
    )
  })

  it('leave nothing in JSON and YAML that steers a terminal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const document = plain({ text: `${text}${HOSTILE}` })
        expect(STEERING.exec(json(document))).toBeNull()
        expect(STEERING.exec(await yaml(document))).toBeNull()
      }),
    )
  })
})

const csvCell = (value: string | number): string | undefined => {
  const checks = [{ name: value, status: 'ok', detail: '' }]
  return csvRows(csv('Doctor', plain({ position: 1, at: '', knownAt: '', checks })))[1]?.[0]
}

describe('a cell of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠A1'])(
    'that a spreadsheet would take for a formula begins with an apostrophe: %s',
    (text) => {
      expect(csvCell(text)).toBe(`'${text}`)
    },
  )

  it('that begins with a tab or a line break begins with an apostrophe, and shows it', () => {
    expect(csvCell('\t=1')).toBe("'\\u{9}=1")
    expect(csvCell('\r=1')).toBe("'\\u{D}=1")
  })

  it('that is a number stays a number', () => {
    expect(csvCell(-3)).toBe('-3')
  })

  it('holds quotation marks, commas and spaces at its ends as they are', () => {
    for (const text of ['a "b" c', 'a,b', ' a ', '"', '""', ',']) expect(csvCell(text)).toBe(text)
  })

  it('is read back whole, whatever it holds, by a reader of RFC 4180', () => {
    const harmless = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@＝＋－＠]|[\p{C}\p{Zl}\p{Zp}]/u.test(text))
    fc.assert(fc.property(harmless, (text) => { expect(csvCell(text)).toBe(text) }))
  })
})

describe('an answer of another shape than its question gives', () => {
  it('is refused as a table, with the name of the question', async () => {
    const broken = { ...everyAnswer.GetCertificate, slots: [{ type: 'Default' }] }
    await expect(rendered('table', 'GetCertificate', broken)).rejects.toThrow(/GetCertificate/)
  })

  it('is still told as data', async () => {
    const broken = { ...everyAnswer.GetCertificate, slots: [{ type: 'Default' }] }
    expect(JSON.parse(await rendered('json', 'GetCertificate', broken))).toMatchObject({ slots: [{ type: 'Default' }] })
  })
})
