import { readFileSync, rmSync, writeSync } from 'node:fs'
import type * as OpenSession from '../../../infrastructure/system/open-session.js'
import type { Session, SessionError } from '../../../infrastructure/system/session.js'
import type { Saying } from './sayings.js'

/**
 * Opens the ledger of a directory and says to it what stands in a file, one saying a line as JSON:
 * `say-to-ledger.ts <directory> <file>`. Prints `opened` or why not, then each answer as JSON. With RUN_AS_UID
 * it becomes somebody else before.
 */

const fromDist = new URL('../../../dist/infrastructure/system/open-session.js', import.meta.url).href
const { openSession } = (await import(fromDist)) as typeof OpenSession

const [, , directory = '', file = ''] = process.argv
const sayings = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '')

const uid = Number(process.env['RUN_AS_UID'] ?? '0')
if (uid > 0) {
  process.setgid?.(uid)
  process.setuid?.(uid)
}

const print = (answer: unknown): void => void writeSync(1, `${JSON.stringify(answer)}\n`)

const asked = {
  actor: { kind: 'person', name: 'alice', onBehalfOf: null },
  origin: { face: 'cli', address: null },
  reason: null,
  ticket: null,
  commandId: null,
  correlationId: null,
  causationId: null,
  dryRun: false,
} as const

const opened = await openSession({ directory, create: true, passphrase: null })()
print(opened._tag === 'Left' ? { refused: opened.left } : 'opened')

type Answer =
  | { readonly _tag: 'Left'; readonly left: SessionError }
  | { readonly _tag: 'Right'; readonly right: object }

const answerTo = async (session: Session, saying: Saying): Promise<Answer> => {
  if ('remove' in saying) {
    rmSync(saying.remove)
    return { _tag: 'Right', right: {} }
  }
  if ('question' in saying) return session.question(saying.question, saying.input, { at: null, knownAt: null })()
  const { command, input, pem } = saying
  const whole = pem === undefined ? input : { ...input, file: readFileSync(pem) }
  return session.command(command, whole, asked)()
}

/** Repeats a saying until it is refused, where that is wished; `{n}` in its input is the number of the time. */
const sayAll = async (session: Session, saying: Saying, times: number): Promise<void> => {
  for (let n = 0; n < times; n += 1) {
    const numbered = JSON.parse(JSON.stringify(saying).replaceAll('{n}', String(n))) as Saying
    const answer = await answerTo(session, numbered)
    print(answer._tag === 'Left' ? { refused: answer.left } : answer.right)
    if (answer._tag === 'Left' && times > 1) return
  }
}

if (opened._tag === 'Right') {
  for (const line of sayings) {
    const saying = JSON.parse(line) as Saying
    await sayAll(opened.right, saying, saying.untilRefused === true ? 1_000_000 : 1)
  }
  await opened.right.close()
}
