import { splitAtWidth, textWidth } from './text-width.js'

/** A line may end after a space, and after a comma or semicolon inside a distinguished name. */
const PIECES = /[^\s,;]*[,;]+|[^\s,;]+|\s+/g

/** A digest, or the stream named after one, that people copy: never broken, even where it is wider than the room. */
const DIGEST = /^(?:\(|certificate-)?[0-9A-Fa-f]{32,64}[,;:.)]*$/

const piecesOf = (text: string): ReadonlyArray<string> => text.match(PIECES) ?? []

const isSpace = (piece: string): boolean => piece.trim() === ''

/** A piece that is wider than a line, in parts that fit. */
const broken = (piece: string, columns: number): ReadonlyArray<string> => {
  if (textWidth(piece) <= columns || DIGEST.test(piece)) return [piece]
  const parts: Array<string> = []
  let rest = piece
  while (rest !== '') {
    const [part, remaining] = splitAtWidth(rest, columns)
    parts.push(part)
    rest = remaining
  }
  return parts
}

/**
 * A text in lines of at most so many columns (`following`: those after the first), broken at spaces and after commas,
 * else anywhere but inside a digest. Nothing is left out but the spaces at which it is broken.
 */
export const wrapText = (text: string, columns: number, following = columns): ReadonlyArray<string> => {
  if (textWidth(text) <= columns) return [text]
  const lines: Array<string> = []
  let line = ''
  const narrower = Math.max(1, Math.min(columns, following))
  const pieces = piecesOf(text).flatMap((piece) => (isSpace(piece) ? [piece] : broken(piece, narrower)))
  for (const piece of pieces) {
    if (line === '' && isSpace(piece) && lines.length > 0) continue
    if (line !== '' && textWidth(line + piece) > (lines.length === 0 ? columns : following)) {
      lines.push(line.trimEnd())
      line = isSpace(piece) ? '' : piece
    } else line += piece
  }
  return line.trimEnd() === '' ? lines : [...lines, line.trimEnd()]
}

/** The narrowest column in which no digest sticks out. */
export const digestWidth = (text: string): number =>
  piecesOf(text).reduce((widest, piece) => (DIGEST.test(piece) ? Math.max(widest, piece.length) : widest), 0)
