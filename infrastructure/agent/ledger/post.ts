import { readFile } from 'node:fs/promises'
import { Agent, request, type Dispatcher } from 'undici'
import { t } from '../../../domain/prelude.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { LedgerAsked, LedgerFault, SetupFault } from '../../../application/agents/agent-fault.js'
import { faultAt } from '../files/file-code.js'
import type { Identity } from '../state/identity.js'
import { clientIdentity, type ClientIdentity } from './client-identity.js'

/** What one answer may take, in ms and bytes. */
export type WireLimits = { readonly connectMs: number; readonly answerMs: number; readonly answerBytes: number }

const usualLimits: WireLimits = { connectMs: 10_000, answerMs: 30_000, answerBytes: 8_388_608 }
const MOST_WORDS = 300

/** One message to the ledger, and the text that came back. `signal` ends it early. */
export type Post = (path: string, message: string, asked: LedgerAsked) => TaskEither<LedgerFault, string>

/** A way to the ledger of one server, over connections that are kept. */
export type Wire = { readonly post: Post; readonly close: () => Promise<void> }

const ProblemDocument = t.type({ type: t.string })
const Worded = t.type({ detail: t.string })

const isCoded = (thrown: unknown): thrown is { readonly code: string } =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string'

const reasonOf = (thrown: unknown): string => {
  if (isCoded(thrown)) return thrown.code
  if (thrown instanceof DOMException) return thrown.name === 'TimeoutError' ? 'ETIMEDOUT' : 'ABORTED'
  const cause = thrown instanceof Error ? thrown.cause : null
  return isCoded(cause) ? cause.code : 'UNKNOWN'
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const printed = (text: string): string => text.replace(/[^\P{C}]/gu, ' ').slice(0, MOST_WORDS)

/** A refusal is a problem document; everything else that is no answer comes from what stands between. */
const refusalIn = (server: string, asked: LedgerAsked, status: number, text: string): LedgerFault => {
  const document = parsed(text)
  const unreachable: LedgerFault = { _tag: 'LedgerUnreachable', server, reason: `HTTP_${String(status)}` }
  if (!ProblemDocument.is(document) || status >= 500) return unreachable
  return {
    _tag: 'LedgerRefused',
    server,
    asked,
    problem: printed(document.type.replace(/^.*[/:#]/, '')),
    detail: Worded.is(document) ? printed(document.detail) : '',
  }
}

/** A server, the connections to it, and what ends a question to it. */
type Line = {
  readonly server: URL
  readonly dispatcher: Dispatcher
  readonly signal: AbortSignal
  readonly limits: WireLimits
}

const sent = async (
  { server, dispatcher, signal, limits: { connectMs, answerMs } }: Line,
  [path, message, asked]: Parameters<Post>,
): Promise<Either<LedgerFault, string>> => {
  const { statusCode, body } = await request(new URL(path, server), {
    method: 'POST',
    headers: { 'content-type': 'application/jose', accept: 'application/jose, application/problem+json' },
    body: message,
    dispatcher,
    signal: AbortSignal.any([signal, AbortSignal.timeout(connectMs + answerMs)]),
  })
  const text = await body.text()
  return statusCode === 200 ? E.right(text.trim()) : E.left(refusalIn(server.origin, asked, statusCode, text))
}

const authorities = (ca: string | null): TaskEither<SetupFault, string | null> =>
  ca === null ? TE.right(null) : TE.tryCatch(() => readFile(ca, 'utf8'), faultAt(ca))

const wireOver = (line: Line): Wire => ({
  post: (...message) =>
    async () => {
      try {
        return await sent(line, message)
      } catch (thrown) {
        return E.left({ _tag: 'LedgerUnreachable', server: line.server.origin, reason: reasonOf(thrown) })
      }
    },
  close: () => line.dispatcher.destroy(),
})

const dispatcherFor = (trusted: string | null, client: ClientIdentity | null, limits: WireLimits): Dispatcher =>
  new Agent({
    connections: 2,
    connect: {
      timeout: limits.connectMs,
      rejectUnauthorized: true,
      ...(trusted === null ? {} : { ca: trusted }),
      ...(client === null ? {} : { cert: client.certificate, key: client.privateKey }),
    },
    headersTimeout: limits.answerMs,
    bodyTimeout: limits.answerMs,
    maxResponseSize: limits.answerBytes,
  })

/**
 * A way to a server. Connecting, the answer's head, its body and its size are bounded; redirects are not followed. `ca`
 * is a PEM file with the authorities that are trusted instead of the usual ones; the environment turns no check off.
 * `client` names what is shown to a server that asks for a certificate.
 */
export const openWire = (
  server: URL,
  { ca, client }: Pick<Identity, 'ca' | 'client'>,
  signal: AbortSignal,
  limits: WireLimits = usualLimits,
): TaskEither<SetupFault, Wire> =>
  pipe(
    TE.Do,
    TE.bindW('trusted', () => authorities(ca)),
    TE.bindW('shown', () => clientIdentity(client)),
    TE.map(({ trusted, shown }) =>
      wireOver({ server, dispatcher: dispatcherFor(trusted, shown, limits), signal, limits })),
  )
