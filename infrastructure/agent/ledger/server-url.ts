import { isIP } from 'node:net'
import { E, type Either } from '../../../application/prelude.js'
import type { SetupFault } from '../../../application/agents/agent-fault.js'

const isLoopback = (host: string): boolean => {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}

/** The address of a server without what is of no use in it. Beyond this machine only TLS is spoken. */
export const serverUrl = (text: string): Either<SetupFault, URL> => {
  const refused: SetupFault = { _tag: 'ServerNotSecure', server: text }
  if (!URL.canParse(text)) return E.left(refused)
  const url = new URL(text)
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return isAllowed && url.username === '' && url.password === '' ? E.right(new URL(url.origin)) : E.left(refused)
}
