import type { StoreFault } from '../../../application/agents/agent-fault.js'

/** The code of what a file operation threw, such as `ENOENT`; `UNKNOWN` where it carries none. */
export const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'UNKNOWN'

/** Handles expected codes by giving null, and throws everything else again. */
export const nullOn = (...codes: ReadonlyArray<string>) => (thrown: unknown): null => {
  if (codes.includes(codeOf(thrown))) return null
  throw thrown
}

/** Turns whatever a file operation threw into a fault at this path. */
export const faultAt = (path: string) => (thrown: unknown): StoreFault => ({
  _tag: 'AgentFileUnusable',
  path,
  reason: codeOf(thrown),
})
