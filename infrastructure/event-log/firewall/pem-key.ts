const space = '(?:[ +]|%20)?'

/** The first line of a PEM private key, also lower-cased or URL-encoded. */
export const pemHeader = new RegExp(
  `(?:-|%2d){4,5}${space}BEGIN[ +%A-Z0-9]{1,40}PRIVATE${space}KEY${space}(?:BLOCK)?${space}(?:-|%2d){4,5}`, 'i',
)

const everyHeader = new RegExp(pemHeader.source, 'gi')

const lineEnd = /[\r\n]+|\\[nr]|%0[ad]/i
const encodedLine = /^[\s"'>|+,#*]*[\w+/]{16}/

const LATER = 600
const LINES = 10

/** True where a header of a private key has content behind it: 16 letters of base64 at the start of a line. */
export const holdsPemKey = (text: string): boolean => {
  for (const match of text.matchAll(everyHeader)) {
    const from = match.index + match[0].length
    const lines = text.slice(from, from + LATER).split(lineEnd, LINES)
    if (lines.some((line) => encodedLine.test(line))) return true
  }
  return false
}
