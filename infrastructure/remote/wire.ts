import { Agent, request, type Dispatcher } from 'undici'
import type { RemoteOptions } from './remote-options.js'

/** A request as it is sent: a body is JSON text. */
export type Sent = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export type Received = Dispatcher.ResponseData

/** A way to one server over connections that are kept. `send` rejects where no answer came. */
export type Wire = {
  readonly send: (sent: Sent) => Promise<Received>
  readonly close: () => Promise<void>
}

const CONNECT_MS = 10_000

/** The heaviest command is an export that derives keys; what lasts longer tells how far it is meanwhile. */
const ANSWER_MS = 60_000

/** Far more than any answer that a terminal can show, in bytes. */
export const MOST_BYTES = 268_435_456

/**
 * Opens a way to a server. Connecting, waiting and the size of answers are bounded, and the server's
 * certificate is checked whatever the environment says; redirects are not followed.
 */
export const openWire = ({ server, token, authorities, client }: RemoteOptions): Wire => {
  const dispatcher = new Agent({
    connections: 4,
    connect: {
      timeout: CONNECT_MS,
      rejectUnauthorized: true,
      ...(authorities === null ? {} : { ca: Buffer.from(authorities) }),
      ...(client === null
        ? {}
        : { cert: Buffer.from(client.certificate), key: Buffer.from(client.privateKey) }),
    },
    headersTimeout: ANSWER_MS,
    bodyTimeout: ANSWER_MS,
    maxResponseSize: MOST_BYTES,
  })
  return {
    send: ({ method, path, headers = {}, body }) =>
      request(new URL(path, server), {
        method,
        headers: {
          ...headers,
          accept: 'application/json, application/problem+json',
          authorization: `Bearer ${Buffer.from(token.reveal()).toString('latin1')}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body ?? null,
        dispatcher,
      }),
    close: () => dispatcher.destroy(),
  }
}
