import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineEditor } from '../../../../infrastructure/cli/process/line-editor.js'

const typing = (...chunks: ReadonlyArray<string>) => {
  let shown = ''
  const editor = lineEditor((text) => { shown += text })
  for (const chunk of chunks) {
    const { typed, left } = editor(Buffer.from(chunk, 'utf8'))
    if (typed === null) continue
    const line = typed._tag === 'Line' ? Buffer.from(typed.bytes).toString('utf8') : typed._tag
    return { line, shown, left: Buffer.from(left).toString('utf8') }
  }
  return { line: null, shown, left: '' }
}

describe('a line typed at the terminal', () => {
  it('is whole with Enter, however the keys arrive', () => {
    expect(typing('pa', 'ss\r')).toEqual({ line: 'pass', shown: 'pass', left: '' })
    expect(typing('pass\n').line).toBe('pass')
    expect(typing('pass').line).toBeNull()
  })

  it('leaves to the next question what comes after it', () => {
    expect(typing('one\rtwo\r')).toMatchObject({ line: 'one', shown: 'one', left: 'two\r' })
  })

  it('is corrected character by character with Backspace, also beyond ASCII', () => {
    expect(typing('pä😀\u007f\u007fx\r').line).toBe('px')
    expect(typing('\u0008\u007fa\r').line).toBe('a')
  })

  it('is emptied with ^U', () => {
    expect(typing('wrong\u0015right\r').line).toBe('right')
  })

  it('ends with ^D where it is empty, and is given up with ^C', () => {
    expect(typing('\u0004').line).toBe('End')
    expect(typing('x\u0004\r').line).toBe('x')
    expect(typing('x\u0003').line).toBe('Interrupted')
  })

  it('is refused as a whole where it is longer than 4,096 bytes, and never shortened', () => {
    expect(typing(`${'x'.repeat(4096)}\r`).line).toBe('x'.repeat(4096))
    expect(typing(`${'x'.repeat(4097)}\r`)).toMatchObject({ line: 'TooLong', left: '' })
    expect(typing('ä'.repeat(2048), 'ä', '\r').line).toBe('TooLong')
    expect(typing('x'.repeat(4097), '\u007f\u007f', '\r').line).toBe('TooLong')
  })

  it('that was too long can be taken back with ^U', () => {
    expect(typing(`${'x'.repeat(5000)}\u0015right\r`).line).toBe('right')
  })

  it('takes no notice of arrow keys and other control keys', () => {
    expect(typing('a', '\u001b[A', '\tb\r').line).toBe('ab')
  })

  it('is what was typed, for any text without control characters', () => {
    const texts = fc.string({ unit: 'binary' }).filter((text) => !/[\u0000-\u001f\u007f]/.test(text))
    fc.assert(fc.property(texts, (text) => { expect(typing(`${text}\r`).line).toBe(text) }))
  })
})
