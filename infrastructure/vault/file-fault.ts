/** What the operating system refused: its code, such as `EACCES` or `ENOSPC`, never a path, a message or content. */
export type FileFault = {
  readonly _tag: 'FileFault'
  readonly code: string
}

const hasCode = (thrown: unknown): thrown is { readonly code: string } =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string'

const codeOf = (thrown: unknown): string => (hasCode(thrown) ? thrown.code : 'UNKNOWN')

/** Turns whatever a file operation threw into a fault; `UNKNOWN` where it carries no code. */
export const fileFault = (thrown: unknown): FileFault => ({ _tag: 'FileFault', code: codeOf(thrown) })

/** Handles one expected code by giving null, and throws everything else again. */
export const nullOn = (code: string) => (thrown: unknown): null => {
  if (codeOf(thrown) === code) return null
  throw thrown
}
