const isCoded = (thrown: unknown): thrown is { readonly code: string } =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string'

/** Codes of the client, by the operating system's for the same. */
const sameAs: ReadonlyMap<string, string> = new Map([
  ['UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'],
  ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'],
  ['UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT'],
  ['UND_ERR_SOCKET', 'ECONNRESET'],
])

const codeOf = (thrown: unknown): string | null => {
  if (isCoded(thrown)) return thrown.code
  return thrown instanceof Error && thrown.cause !== undefined ? codeOf(thrown.cause) : null
}

/** Why a request came to nothing, as a code such as `ECONNREFUSED`. */
export const reasonOf = (thrown: unknown): string => {
  const code = codeOf(thrown) ?? 'UNKNOWN'
  return sameAs.get(code) ?? code
}
