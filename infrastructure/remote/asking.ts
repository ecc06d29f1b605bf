import { setTimeout as sleep } from 'node:timers/promises'
import { E, type Either, type TaskEither } from '../../application/prelude.js'
import type { RemoteError } from '../shared/told-by-server.js'
import { problemOfAnswer } from './problem-of-answer.js'
import { reasonOf } from './reason-of.js'
import type { Received, Sent, Wire } from './wire.js'

/** Sends a request and reads the whole answer, which is JSON. */
export type Asking = (sent: Sent) => TaskEither<RemoteError, unknown>

/** Waits between attempts, in ms, each with as much again at random; so many attempts more than one. */
const PAUSES_MS = [150, 450, 1_350]

/** A server that wants more patience than this is told of at once, in ms. */
const LONGEST_PAUSE_MS = 5_000

/** Nothing that stays as it is, such as a certificate that is not trusted, and nothing that took long already. */
const PASSING = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EAI_AGAIN'])

type Attempt = {
  readonly outcome: Either<RemoteError, unknown>
  /** Least wait before another attempt, in ms; null where another one is of no use. */
  readonly againMs: number | null
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether, and when, the server wants to be asked again. Source: RFC 9110 section 10.2.3. */
const askedAgain = ({ statusCode, headers }: Received): number | null => {
  if (statusCode !== 429 && statusCode !== 503) return null
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds * 1_000 <= LONGEST_PAUSE_MS ? seconds * 1_000 : null
}

const notSent = (server: string, thrown: unknown): Attempt => {
  const reason = reasonOf(thrown)
  if (reason === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return { outcome: E.left({ _tag: 'ServerAnswerNotUnderstood', server, because: 'tooLarge' }), againMs: null }
  }
  const outcome = E.left<RemoteError>({ _tag: 'ServerUnavailable', server, reason })
  return { outcome, againMs: PASSING.has(reason) ? 0 : null }
}

const attempted = async (wire: Wire, server: string, sent: Sent): Promise<Attempt> => {
  try {
    const received = await wire.send(sent)
    const content = parsed(await received.body.text())
    return received.statusCode === 200 && content !== undefined
      ? { outcome: E.right(content), againMs: null }
      : {
          outcome: E.left(problemOfAnswer(server, received.statusCode, content)),
          againMs: askedAgain(received),
        }
  } catch (thrown) {
    return notSent(server, thrown)
  }
}

/**
 * Asks one server. What never arrived, or came too early, is sent again a few times, the same to the letter: a command
 * has an Idempotency-Key, so that it is carried out once.
 */
export const asking =
  (wire: Wire, server: string): Asking =>
  (sent) =>
    async () => {
      for (const pauseMs of PAUSES_MS) {
        const { outcome, againMs } = await attempted(wire, server, sent)
        if (againMs === null) return outcome
        await sleep(againMs + pauseMs * (1 + Math.random()))
      }
      return (await attempted(wire, server, sent)).outcome
    }
