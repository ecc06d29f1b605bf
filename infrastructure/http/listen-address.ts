import { E, type Either } from '../../domain/prelude.js'
import { isIP } from 'node:net'
import type { ServerError } from '../wording/server-error.js'

export type ListenAddress = { readonly host: string; readonly port: number }

const FORM = /^(?:\[([0-9a-fA-F:.]{2,45})\]|([A-Za-z0-9.-]{1,253})):(\d{1,5})$/

/** Reads `127.0.0.1:8443`, `[::1]:8443` or `localhost:0`; port 0 is any that is free. */
export const listenAddress = (text: string): Either<ServerError, ListenAddress> => {
  const match = FORM.exec(text.trim())
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  return host === undefined || port > 65_535 || (match?.[1] !== undefined && isIP(host) !== 6)
    ? E.left({ _tag: 'AddressNotUnderstood', text })
    : E.right({ host, port })
}

/** Whether only this machine can reach an address. A name other than localhost may mean anything. */
export const isLoopback = ({ host }: ListenAddress): boolean =>
  host.toLowerCase() === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/** An address as it stands in a URL. */
export const hostInUrl = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host)
