import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { terminalOn } from '../../../../infrastructure/cli/process/terminal.js'
import type { Typed } from '../../../../infrastructure/cli/world.js'

const made = (interruption = new AbortController().signal) => {
  const modes: Array<boolean> = []
  const input = Object.assign(new PassThrough(), { setRawMode: (on: boolean) => { modes.push(on) } })
  const output = new PassThrough()
  const shown = () => String(output.read() ?? '')
  return { input, modes, shown, terminal: terminalOn(input, output, interruption) }
}

const line = (typed: Typed) => (typed._tag === 'Line' ? Buffer.from(typed.bytes).toString('utf8') : typed._tag)

describe('a terminal', () => {
  it('shows the question and what is typed, in raw mode for as long as it takes', async () => {
    const { input, modes, shown, terminal } = made()
    const answer = terminal.ask('Go on? ', false)
    input.write('yes\r')
    expect(line(await answer)).toBe('yes')
    expect(shown()).toBe('Go on? yes\n')
    expect(modes).toEqual([true, false])
    expect(input.isPaused()).toBe(true)
  })

  it('shows nothing of a password, not even its length', async () => {
    const { input, shown, terminal } = made()
    const answer = terminal.ask('Password: ', true)
    input.write('s3cret\u007f\u007ft\r')
    expect(line(await answer)).toBe('s3crt')
    expect(shown()).toBe('Password: \n')
  })

  it('shows no question before it stopped showing what is typed', () => {
    const { modes, shown, terminal, input } = made()
    const order: Array<string> = []
    input.setRawMode = () => { order.push(shown() === '' ? 'silent, then asked' : 'asked, then silent') }
    void terminal.ask('Password: ', true)
    expect(order).toEqual(['silent, then asked'])
    expect(modes).toEqual([])
  })

  it('keeps for the second question what was typed ahead', async () => {
    const { input, terminal } = made()
    input.write('one\rtwo\r')
    expect(line(await terminal.ask('1 ', true))).toBe('one')
    expect(line(await terminal.ask('2 ', true))).toBe('two')
  })

  it('puts its mode back where the input ends', async () => {
    const { input, modes, terminal } = made()
    const answer = terminal.ask('Password: ', true)
    input.end()
    expect(line(await answer)).toBe('End')
    expect(modes).toEqual([true, false])
  })

  it('gives way to a signal, also to one that came before the question', async () => {
    const controller = new AbortController()
    const { modes, terminal } = made(controller.signal)
    const answer = terminal.ask('Password: ', true)
    controller.abort('SIGTERM')
    expect(line(await answer)).toBe('Interrupted')
    expect(line(await terminal.ask('Password: ', true))).toBe('Interrupted')
    expect(modes).toEqual([true, false, true, false])
  })
})
