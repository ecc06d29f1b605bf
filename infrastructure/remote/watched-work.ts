import { E, type Either, type TaskEither } from '../../application/prelude.js'
import { t } from '../../domain/prelude.js'
import type { RemoteError } from '../shared/told-by-server.js'
import { problemOfAnswer } from './problem-of-answer.js'
import { reasonOf } from './reason-of.js'
import type { Received, Wire } from './wire.js'

const Progress = t.type({ progress: t.number })
const Result = t.type({ result: t.unknown })
const Failed = t.type({ problem: t.type({ status: t.number }) })

const LONGEST_LINE = 1_000_000

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

type Outcome = Either<RemoteError, unknown>

async function* linesOf(chunks: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    rest += chunk instanceof Uint8Array ? decoder.decode(chunk, { stream: true }) : ''
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length > LONGEST_LINE) return
  }
  if (rest !== '') yield rest
}

const followed = async (server: string, received: Received, tell: (count: number) => void): Promise<Outcome> => {
  for await (const line of linesOf(received.body)) {
    const said = parsed(line)
    if (Progress.is(said)) tell(said.progress)
    else if (Failed.is(said)) return E.left(problemOfAnswer(server, said.problem.status, said.problem))
    else if (Result.is(said) && 'result' in said) return E.right(said.result)
  }
  return E.left({ _tag: 'ServerAnswerNotUnderstood', server, because: 'otherForm' })
}

/** Has a server do something that lasts, and tells how far it is; what comes last is the result. Sent once. */
export const watchedWork = (
  wire: Wire,
  server: string,
  path: string,
  tell: (count: number) => void,
): TaskEither<RemoteError, unknown> =>
  async () => {
    try {
      const received = await wire.send({ method: 'POST', path })
      return received.statusCode === 200
        ? await followed(server, received, tell)
        : E.left(problemOfAnswer(server, received.statusCode, parsed(await received.body.text())))
    } catch (thrown) {
      return E.left({ _tag: 'ServerUnavailable', server, reason: reasonOf(thrown) })
    }
  }
