/** A text as one line: scripts are read line by line, and a summary is one. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')

/** A word for bash and zsh, in single quotes. */
export const posixQuoted = (text: string): string => `'${oneLine(text).replaceAll("'", "'\\''")}'`

/** A word for fish, in single quotes. */
export const fishQuoted = (text: string): string => `'${oneLine(text).replace(/[\\']/g, '\\$&')}'`

/** A word for PowerShell, in single quotes; it takes typographic ones for quotes too. */
export const powershellQuoted = (text: string): string => `'${oneLine(text).replace(/['\u2018-\u201B]/g, '$&$&')}'`

/** A part of the name of a function. */
export const identifier = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '_')

/** Lines, so many spaces to the right. */
export const indented = (spaces: number, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map((line) => (line === '' ? line : ' '.repeat(spaces) + line))
