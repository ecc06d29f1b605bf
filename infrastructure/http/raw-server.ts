import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Limits } from './limits.js'
import { problemDocument } from './problem-document.js'
import type { ServerError } from '../wording/server-error.js'

/** PEM. With `clientAuthorities` only clients that show a certificate by one of them are let in. */
export type Tls = {
  readonly certificate: string
  readonly privateKey: string
  readonly clientAuthorities: string | null
}

const faultOf = ({ code }: NodeJS.ErrnoException, { headersMs }: Limits): ServerError => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { _tag: 'RequestTooSlow', limitMs: headersMs }
  const because = code === 'HPE_HEADER_OVERFLOW' ? 'headersTooLarge' : 'malformed'
  return { _tag: 'RequestNotUnderstood', because }
}

/** There is no answer to write on yet, so the connection gets one as it stands in RFC 9112, and is closed. */
const refuse = (limits: Limits) => (error: NodeJS.ErrnoException, socket: Duplex): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, headers, body } = problemDocument(faultOf(error, limits))
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' })
  const head = [`HTTP/1.1 ${status} -`, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\r\n')
  socket.end(`${head}\r\n\r\n${body}`)
}

const secured = ({ certificate, privateKey, clientAuthorities }: Tls) => ({
  cert: certificate,
  key: privateKey,
  minVersion: 'TLSv1.2' as const,
  ...(clientAuthorities === null ? {} : { ca: clientAuthorities, requestCert: true, rejectUnauthorized: true }),
})

/** A server of HTTP/1.1 that waits for nobody for ever. Rejects certificates and keys that do not fit by throwing. */
export const rawServer = (listener: RequestListener, limits: Limits, tls: Tls | null): Server => {
  const bounds = {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkMs,
    handshakeTimeout: limits.headersMs,
  }
  const server =
    tls === null ? createServer(bounds, listener) : createTlsServer({ ...bounds, ...secured(tls) }, listener)
  server.maxConnections = limits.connections
  server.setTimeout(limits.silenceMs)
  server.on('clientError', refuse(limits))
  return server
}
