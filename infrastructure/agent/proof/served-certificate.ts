import { isIP } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'node:tls'
import type { ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import type { Endpoint } from '../hooks/endpoint.js'

/** What was seen at an endpoint: the certificate that is meant, another one, or nothing. */
export type Served = 'served' | 'ENDPOINT_SERVES_OTHER' | 'ENDPOINT_UNREACHABLE'

const CONNECT_MS = 3_000
const PATIENCE_MS = 10_000
const PAUSE_MS = 300

/** The SHA-256 thumbprint of what an endpoint shows; null where it shows no certificate. Nothing is sent to it. */
const shownAt = ({ host, port }: Endpoint): Promise<string | null> =>
  new Promise((resolve) => {
    const name = isIP(host) === 0 ? { servername: host } : {}
    const socket = connect({ host, port, ...name, rejectUnauthorized: false, timeout: CONNECT_MS })
    const ended = (shown: string | null): void => {
      socket.destroy()
      resolve(shown)
    }
    const timer = setTimeout(() => ended(null), CONNECT_MS)
    socket.once('close', () => clearTimeout(timer))
    socket.once('error', () => ended(null))
    socket.once('timeout', () => ended(null))
    socket.once('secureConnect', () => {
      ended(socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '') ?? null)
    })
  })

/**
 * Looks whether an endpoint serves a certificate. A server that was just told to reload takes a moment: it is looked
 * again for up to `patienceMs`.
 */
export const servedAt = async (
  endpoint: Endpoint,
  thumbprintSha256: ThumbprintSha256,
  patienceMs: number = PATIENCE_MS,
): Promise<Served> => {
  const start = performance.now()
  for (;;) {
    const shown = await shownAt(endpoint)
    if (shown === thumbprintSha256) return 'served'
    if (performance.now() - start >= patienceMs)
      return shown === null ? 'ENDPOINT_UNREACHABLE' : 'ENDPOINT_SERVES_OTHER'
    await sleep(PAUSE_MS)
  }
}
