/** First and last code point of the blocks that terminals draw two columns wide. Source: UAX #11, W and F. */
const wideBlocks: ReadonlyArray<readonly [number, number]> = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
]

const ASCII = /^[\u0020-\u007E]*$/
/** Marks that are drawn over the letter before them, and the vowels and finals that complete a Hangul syllable. */
const OVER_ANOTHER = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11FF\uD7B0-\uD7FF]$/u
const EMOJI = /^\p{Emoji_Presentation}$/u
const HALF_OF_A_FLAG = /^\p{Regional_Indicator}$/u

const isWide = (character: string): boolean => {
  const point = character.codePointAt(0) ?? 0
  if (point < 0x1100) return false
  if (wideBlocks.some(([first, last]) => first <= point && point <= last)) return true
  return EMOJI.test(character) && !HALF_OF_A_FLAG.test(character)
}

/** Columns that one code point takes on a terminal: 0, 1 or 2. */
const characterWidth = (character: string): number => {
  if (OVER_ANOTHER.test(character)) return 0
  return isWide(character) ? 2 : 1
}

/** Columns that a text without control characters takes on a terminal. Source: UAX #11. */
export const textWidth = (text: string): number =>
  ASCII.test(text) ? text.length : Array.from(text).reduce((width, character) => width + characterWidth(character), 0)

/** The longest beginning of a text that fits into so many columns, at least one character, and the rest. */
export const splitAtWidth = (text: string, columns: number): readonly [string, string] => {
  let width = 0
  let length = 0
  for (const character of text) {
    width += characterWidth(character)
    if (width > columns && length > 0) break
    length += character.length
  }
  return [text.slice(0, length), text.slice(length)]
}

/** A text with spaces behind it up to so many columns; a wider one as it is. */
export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - textWidth(text)))
