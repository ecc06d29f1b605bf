import { numberWords } from '../../wording/units.js'
import type { Call } from '../table/cli-command.js'
import { isForPrograms } from './machine-format.js'

/** Tells how far long work has come, in one line of the terminal; `done` takes the line away. */
export type Progress = { readonly tell: (count: number) => void; readonly done: () => void }

const EVERY_MS = 100

/** What is done sooner needs no progress. */
const PATIENCE_MS = 300

const ERASED = '\r\u001B[K'

const silent: Progress = { tell: () => undefined, done: () => undefined }

/** Progress on error output where that is a terminal, and nowhere else. `what` is counted: `records checked`. */
export const progressOf = ({ setting, world }: Pick<Call, 'setting' | 'world'>, what: string): Progress => {
  const { stderr, env } = world
  if (!stderr.isTty || setting.quiet || isForPrograms(setting.format) || env['TERM'] === 'dumb') return silent
  let nextAt = performance.now() + PATIENCE_MS
  let isShown = false
  const write = (text: string): void => { void stderr.write(text)() }
  return {
    tell: (count) => {
      const now = performance.now()
      if (now < nextAt) return
      nextAt = now + EVERY_MS
      isShown = true
      write(`${ERASED}${numberWords(count)} ${what}`)
    },
    done: () => {
      if (isShown) write(ERASED)
    },
  }
}
