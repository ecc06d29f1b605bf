import { isFormat, type Format } from '../render/format.js'
import { isColourless } from '../colourless.js'
import type { World } from '../world.js'

/** How an error is shown. It is read off the bare words, as the error may concern those that say how. */
export type ErrorStyle = { readonly format: Format; readonly colour: boolean; readonly width: number | null }

const valueIn = (word: string, next: string | undefined): string | undefined => {
  if (word === '-o' || word === '--output') return next
  return /^(?:--output=|-o=?)(.+)$/.exec(word)?.[1]
}

const formatIn = (argv: ReadonlyArray<string>): Format =>
  argv
    .map((word, index) => valueIn(word, argv[index + 1])?.trim().toLowerCase() ?? '')
    .filter(isFormat)
    .at(-1) ?? 'table'

/** Reads the style of errors off what was typed. */
export const errorStyle = (argv: ReadonlyArray<string>, { stderr, columns, env }: World): ErrorStyle => ({
  format: formatIn(argv),
  colour: stderr.isTty && !argv.includes('--no-color') && !isColourless(env),
  width: stderr.isTty ? columns : null,
})
