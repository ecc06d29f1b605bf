/** How a text is meant. The text says it too: no meaning is carried by a colour alone. */
export type Tone = 'plain' | 'strong' | 'dim' | 'good' | 'warning' | 'critical'

const codes = { plain: null, strong: '1', dim: '2', good: '32', warning: '33', critical: '31' } as const

/** A text in the colour of its tone, as ANSI escape sequences (ECMA-48, SGR); plain or empty text as it is. */
export const coloured = (tone: Tone, text: string): string => {
  const code = codes[tone]
  return code === null || text === '' ? text : `\u001B[${code}m${text}\u001B[0m`
}
