import type { Readable, Writable } from 'node:stream'
import type { Terminal, Typed } from '../world.js'
import { lineEditor } from './line-editor.js'

/** Input that can stop showing what is typed. */
export type TerminalInput = Readable & { readonly setRawMode: (on: boolean) => unknown }

/**
 * A terminal in raw mode from before the question until the line is typed: nothing is shown but what the editor echoes,
 * and ^C is a key.
 * The mode is put back whatever happens, also where a signal comes before the answer.
 */
export const terminalOn = (input: TerminalInput, output: Writable, interruption: AbortSignal): Terminal => ({
  ask: (question, hidden) =>
    new Promise<Typed>((resolve) => {
      const editor = lineEditor(hidden ? () => undefined : (text) => output.write(text))
      const end = (typed: Typed): void => {
        input.off('data', read)
        input.off('end', ended)
        interruption.removeEventListener('abort', interrupted)
        input.setRawMode(false)
        input.pause()
        output.write('\n')
        resolve(typed)
      }
      const ended = (): void => end({ _tag: 'End' })
      const interrupted = (): void => end({ _tag: 'Interrupted' })
      const read = (chunk: Uint8Array | string): void => {
        const { typed, left } = editor(typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk)
        if (typed === null) return
        end(typed)
        if (left.length > 0) input.unshift(left)
      }
      input.setRawMode(true)
      output.write(question)
      input.on('data', read)
      input.on('end', ended)
      interruption.addEventListener('abort', interrupted)
      input.resume()
      if (interruption.aborted) interrupted()
    }),
})
