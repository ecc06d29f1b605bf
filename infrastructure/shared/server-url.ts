import { isIP } from 'node:net'
import { E, type Either } from '../../application/prelude.js'

/** The address is not understood, or a token sent there could be read on the way. */
export type ServerNotSecure = { readonly _tag: 'ServerNotSecure'; readonly server: string }

const isLoopback = (host: string): boolean => {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}

/** A name or password in an address is never repeated, however it is written, nor a query. */
const withoutCredentials = (text: string): string =>
  text.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:)?([\\/]*).*@/is, '$1$2…@')

/** The address of a server without what is of no use in it. Beyond this machine only TLS is spoken. */
export const serverUrl = (text: string): Either<ServerNotSecure, URL> => {
  const refused = E.left<ServerNotSecure>({ _tag: 'ServerNotSecure', server: withoutCredentials(text) })
  if (!URL.canParse(text)) return refused
  const url = new URL(text)
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return isAllowed && url.username === '' && url.password === '' ? E.right(new URL(url.origin)) : refused
}
