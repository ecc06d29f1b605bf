import { setTimeout as sleep } from 'node:timers/promises'
import { E, pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { parseInput } from '../../../domain/input/field.js'
import { msOf } from '../../../domain/values/instant.js'
import type { CommandAnswer, Session } from '../../system/session.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import { problemOf, type SpokenError } from '../../wording/problem.js'
import { only } from '../arguments/raw-values.js'
import { notice } from '../output/notice.js'
import { writeAnswer } from '../output/write-answer.js'
import type { Call } from '../table/cli-command.js'
import { watchFields } from './watch-fields.js'
import { withSession } from './with-session.js'

/** Another process may stage a roll meanwhile, so nobody sleeps longer than this, in ms. */
const LONGEST_SLEEP_MS = 15_000

const activated = (session: Session): TaskEither<SpokenError, CommandAnswer> =>
  pipe(
    TE.Do,
    TE.bind('events', () => session.activateDueRolls()),
    TE.bindW('head', () => session.question('ListRolls', {}, { at: null, knownAt: null })),
    TE.map(({ events, head: { at, knownAt, position } }) => ({
      events,
      findings: [],
      dryRun: false,
      at,
      knownAt,
      position,
    })),
  )

const pause = async ({ interruption, now }: Call['world'], session: Session): Promise<void> => {
  const next = await session.nextEffectiveInstant()()
  const due = E.isRight(next) && next.right !== null ? msOf(next.right) - msOf(now()) : LONGEST_SLEEP_MS
  const ms = Math.min(Math.max(due, 0), LONGEST_SLEEP_MS) + 1
  await sleep(ms, undefined, { signal: interruption }).catch(() => undefined)
}

const transient = new Set(['LogBusy', 'ReadSideBusy', 'ServerBusy', 'ServerStopping', 'ServerUnavailable'])

const isTransient = (error: SpokenError): boolean => transient.has(problemOf(error).type)

/** Until it is asked to stop, or nobody reads on. A ledger that is only busy is tried again. */
const watching = (call: Call, session: Session): TaskEither<SpokenError, ExitCode> => async () => {
  const { interruption, stdout } = call.world
  while (!interruption.aborted && !stdout.isClosed()) {
    const outcome = await activated(session)()
    if (E.isLeft(outcome) && !isTransient(outcome.left)) return outcome
    if (E.isRight(outcome) && outcome.right.events.length > 0) {
      const written = await writeAnswer(call, 'Command', outcome.right)()
      if (E.isLeft(written)) return written
    }
    await pause(call.world, session)
  }
  return E.right(exitCodes.fine)
}

/** Puts on record the rolls that took effect: once, or until it is stopped. Any number of processes may do so. */
export const activateRolls = (call: Call): TaskEither<SpokenError, ExitCode> =>
  pipe(
    TE.fromEither(parseInput(watchFields, only(watchFields, call.raw))),
    TE.chainW(({ watch }) =>
      withSession(call, { create: false, passphrase: null }, (session) =>
        watch
          ? pipe(notice(call, 'watching; ^C stops it'), TE.chainW(() => watching(call, session)))
          : pipe(
            activated(session),
            TE.chainFirstW((answer) => writeAnswer(call, 'Command', answer)),
            TE.map(() => exitCodes.fine),
          ))),
  )
