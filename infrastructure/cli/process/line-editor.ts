import type { Typed } from '../world.js'

const CTRL_C = 0x03
const CTRL_D = 0x04
const BACKSPACE = 0x08
const LF = 0x0a
const CR = 0x0d
const CTRL_U = 0x15
const ESCAPE = 0x1b
const DELETE = 0x7f

const MAX_BYTES = 4096

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

/** Without the last character, which may have several bytes of UTF-8. */
const shortened = (bytes: ReadonlyArray<number>): ReadonlyArray<number> => {
  const rest = bytes.slice(0, -1)
  return isContinuation(bytes.at(-1)) ? shortened(rest) : rest
}

/** How many terminal columns the last character took is not known; one is what nearly all take. */
const RUB_OUT = '\b \b'

const isShown = (byte: number): boolean => byte >= 0x20 && byte !== DELETE

/** What a piece of input came to: a line where it is whole, and the bytes after it. */
export type Edited = { readonly typed: Typed | null; readonly left: Uint8Array }

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

/**
 * Reads keys until a line is whole: Enter ends it, Backspace and ^U delete, ^D ends an empty line, ^C gives up. Other
 * control keys do nothing. A line of more than 4,096 bytes is refused when it ends, unless ^U took it back: what was
 * typed is taken whole or not at all. Each call takes the next bytes. `echo` shows what was typed.
 */
export const lineEditor = (echo: (text: string) => void): ((chunk: Uint8Array) => Edited) => {
  let bytes: ReadonlyArray<number> = []
  let isTooLong = false
  const press = (key: number): Typed | null => {
    if (key === CR || key === LF) {
      return isTooLong ? { _tag: 'TooLong', limitBytes: MAX_BYTES } : { _tag: 'Line', bytes: Uint8Array.from(bytes) }
    }
    if (key === CTRL_C) return { _tag: 'Interrupted' }
    if (key === CTRL_D && bytes.length === 0) return { _tag: 'End' }
    if ((key === DELETE || key === BACKSPACE) && bytes.length > 0) {
      bytes = shortened(bytes)
      echo(RUB_OUT)
    }
    if (key === CTRL_U) {
      bytes = []
      isTooLong = false
    }
    if (isShown(key)) {
      isTooLong ||= bytes.length >= MAX_BYTES
      if (!isTooLong) bytes = [...bytes, key]
    }
    return null
  }
  return (chunk) => {
    if (chunk[0] === ESCAPE) return { typed: null, left: new Uint8Array() }
    for (const [index, key] of chunk.entries()) {
      const typed = press(key)
      if (typed === null) continue
      echo(text(chunk.subarray(0, index).filter(isShown)))
      return { typed, left: chunk.subarray(index + 1) }
    }
    echo(text(chunk.filter(isShown)))
    return { typed: null, left: new Uint8Array() }
  }
}
