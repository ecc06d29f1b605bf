import { describe, expect, it } from 'vitest'
import { completionScript } from '../../../../infrastructure/cli/completion/completion-script.js'
import { hostileWords, sampleTree } from './sample-tree.js'

const script = completionScript('powershell', sampleTree)

type Token = { readonly kind: 'single' | 'double' | 'code'; readonly text: string }

const quoteEnds: Readonly<Record<'single' | 'double', RegExp>> = {
  single: /^['\u2018-\u201B]((?:[^'\u2018-\u201B]|['\u2018-\u201B]{2})*)['\u2018-\u201B]/,
  double: /^"((?:[^"`]|`.|"")*)"/,
}

/** The script as PowerShell's tokenizer divides it into strings and the rest; comments are left out. */
const tokens = (text: string): ReadonlyArray<Token> => {
  const found: Array<Token> = []
  let rest = text.replace(/^#.*$/gm, '')
  while (rest !== '') {
    const [code = ''] = /^[^'"\u2018-\u201B]*/.exec(rest) ?? []
    found.push({ kind: 'code', text: code })
    rest = rest.slice(code.length)
    if (rest === '') break
    const kind = rest.startsWith('"') ? 'double' : 'single'
    const match = quoteEnds[kind].exec(rest)
    if (match === null) throw new Error(`an open quotation mark before: ${rest.slice(0, 60)}`)
    found.push({ kind, text: match[1] ?? '' })
    rest = rest.slice(match[0].length)
  }
  return found
}

const strings = tokens(script)
  .filter(({ kind }) => kind === 'single')
  .map(({ text }) => text.replace(/(['\u2018-\u201B])\1/g, '$1'))

const closes: Readonly<Record<string, string>> = { ')': '(', '}': '{', ']': '[' }

describe('the completion script for PowerShell', () => {
  it('closes every bracket and quotation mark that it opens', () => {
    const open: Array<string> = []
    for (const { kind, text } of tokens(script)) {
      if (kind !== 'code') continue
      for (const character of text) {
        if ('([{'.includes(character)) open.push(character)
        else if (closes[character] !== undefined) expect(open.pop()).toBe(closes[character])
      }
    }
    expect(open).toEqual([])
  })

  it('knows every noun, verb, option and value of the command line', () => {
    const told = new Set(strings)
    for (const word of ['certificate', 'certificate import', 'roll cancel', 'log', '--path', '-o', 'wide']) {
      expect(told).toContain(word)
    }
  })

  it('holds words and explanations where PowerShell expands nothing', () => {
    expect(strings).toEqual(expect.arrayContaining(hostileWords))
    const elsewhere = tokens(script).filter(({ kind }) => kind !== 'single').map(({ text }) => text).join('\n')
    expect(elsewhere).not.toContain('pwned')
  })

  it('is registered for the program by its name', () => {
    expect(script).toContain("Register-ArgumentCompleter -Native -CommandName 'certledger' -ScriptBlock {")
  })
})
