import { access } from '../../domain/access/decide.js'
import { keyMaterialIn } from '../../domain/input/key-material.js'
import { accessStream, refusedAttemptsStream } from '../../domain/streams.js'
import { msOf, type Instant } from '../../domain/values/instant.js'
import { Subject } from '../../domain/values/subject.js'
import type { CommandError } from '../commands/command.js'
import { askedBy, stamped, type Asked } from '../context.js'
import type { LogFailure } from '../ports/event-log.js'
import { E, pipe, TE, type Either, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'

/** What was tried and refused; `subject` is null where nobody known tried it. */
export type RefusedAttempt = {
  readonly subject: string | null
  /** A command, question or route. */
  readonly attempted: string
  /** The type of the error. */
  readonly problem: string
  readonly address: string | null
}

/** Refused attempts on their way to the log. */
export type RefusedAttempts = {
  /**
   * The first of its kind is recorded at once, further ones of the same subject, attempt, problem and address only
   * counted. Never fails; what could not be recorded is recorded later.
   */
  readonly seen: (attempt: RefusedAttempt) => void
  /**
   * Records what was counted for a minute, one event for each kind; returns how many. What is over the bound of an hour
   * goes on being counted, and is recorded later. To be run now and then.
   */
  readonly settle: TaskEither<CommandError, number>
  /** The same, whatever the time: before the ledger is closed. */
  readonly flush: TaskEither<CommandError, number>
}

type Tally = { readonly count: number; readonly firstAt: Instant; readonly lastAt: Instant }
type Folded = { readonly attempt: RefusedAttempt; readonly opened: Instant; readonly tally: Tally | null }

const WINDOW_MS = 60_000
const MOST_KINDS = 1_000

/** So many events in an hour: whoever has many addresses fills no disk. */
const MOST_EVENTS = 1_000
const HOUR_MS = 3_600_000
const MOST_CHARACTERS = 200

/** Names may come from outside: they are short, and hold nothing that looks like a token or key. */
const bounded = (text: string): string =>
  keyMaterialIn(text) === null ? text.slice(0, MOST_CHARACTERS) : '(withheld)'

const boundedOrNull = (text: string | null): string | null => (text === null ? null : bounded(text))

const kept = ({ subject, attempted, problem, address }: RefusedAttempt): RefusedAttempt => ({
  subject: boundedOrNull(subject),
  attempted: bounded(attempted),
  problem: bounded(problem),
  address: boundedOrNull(address),
})

/** Beyond so many kinds it is only counted that there were others. */
const other: RefusedAttempt = { subject: null, attempted: 'other', problem: 'other', address: null }

const kindOf = ({ subject, attempted, problem, address }: RefusedAttempt): string =>
  JSON.stringify([subject, attempted, problem, address])

const together = (a: Tally | null, b: Tally): Tally =>
  a === null
    ? b
    : {
        count: a.count + b.count,
        firstAt: a.firstAt < b.firstAt ? a.firstAt : b.firstAt,
        lastAt: a.lastAt < b.lastAt ? b.lastAt : a.lastAt,
      }

const byLedger = (address: string | null): Asked =>
  askedBy({ kind: 'service', name: 'certledger', onBehalfOf: null }, { face: 'http', address })

/** Of whoever has or had access it stands in that stream; of agents and strangers in one for all. */
const streamOf = ({ load }: Services, subject: string | null): TaskEither<LogFailure, string> =>
  Subject.is(subject)
    ? pipe(
        load(access, accessStream(subject)),
        TE.map(({ state }) => (state._tag === 'Unknown' ? refusedAttemptsStream : accessStream(subject))),
      )
    : TE.right(refusedAttemptsStream)

const recorded = (services: Services, attempt: RefusedAttempt, tally: Tally): TaskEither<CommandError, number> =>
  pipe(
    streamOf(services, attempt.subject),
    TE.chainW((stream) =>
      services.handle(access, stamped(services, byLedger(attempt.address)), stream, {
        type: 'RecordRefusedAttempts',
        data: { ...attempt, ...tally },
      }),
    ),
    TE.map(({ events }) => events.length),
  )

/** Whether the minute of a kind is over; also where the clock was set back. */
const isOver = ({ opened }: Folded, now: Instant): boolean => Math.abs(msOf(now) - msOf(opened)) >= WINDOW_MS

/** What is counted, by kind; `other` stands for every kind beyond the bound. */
const counting = () => {
  const folds = new Map<string, Folded>()
  const isFull = (): boolean => folds.size >= MOST_KINDS
  const open = (attempt: RefusedAttempt, opened: Instant): void => {
    folds.set(kindOf(attempt), { attempt, opened, tally: null })
  }
  const add = (given: RefusedAttempt, at: Instant, tally: Tally): void => {
    const attempt = isFull() && !folds.has(kindOf(given)) ? other : given
    const known = folds.get(kindOf(attempt)) ?? { attempt, opened: at, tally: null }
    folds.set(kindOf(attempt), { ...known, tally: together(known.tally, tally) })
  }
  const take = (isDue: (fold: Folded) => boolean): ReadonlyArray<Folded> => {
    const due = [...folds.values()].filter(isDue)
    for (const { attempt } of due) folds.delete(kindOf(attempt))
    return due
  }
  return { isNew: (attempt: RefusedAttempt) => !isFull() && !folds.has(kindOf(attempt)), open, add, take }
}

/** Whether one event more may be recorded in this hour; true takes it. */
const allowance = ({ clock }: Pick<Services, 'clock'>): (() => boolean) => {
  let [since, left] = [msOf(clock.now()), MOST_EVENTS]
  return () => {
    const now = msOf(clock.now())
    if (Math.abs(now - since) >= HOUR_MS) [since, left] = [now, MOST_EVENTS]
    if (left === 0) return false
    left -= 1
    return true
  }
}

/**
 * Puts refused attempts on record, folded, in memory and with events that are bounded whatever comes. One per process
 * and ledger.
 */
export const refusedAttempts = (services: Services): RefusedAttempts => {
  const { isNew, open, add, take } = counting()
  const mayRecord = allowance(services)
  let last: Promise<unknown> = Promise.resolve()
  const record = (attempt: RefusedAttempt, tally: Tally): Promise<Either<CommandError, number>> => {
    const keep = (): void => add(attempt, services.clock.now(), tally)
    const done = last.then(recorded(services, attempt, tally)).then((result) => {
      if (E.isLeft(result)) keep()
      return result
    })
    last = done.catch(keep)
    return done
  }
  const settled = (isDue: (fold: Folded, now: Instant) => boolean): TaskEither<CommandError, number> => async () => {
    await last
    const now = services.clock.now()
    const results = take((fold) => isDue(fold, now)).flatMap(({ attempt, tally }) => {
      if (tally === null) return []
      open(attempt, now)
      return [record(attempt, tally)]
    })
    return pipe(await Promise.all(results), E.sequenceArray, E.map((all) => all.reduce((sum, one) => sum + one, 0)))
  }
  return {
    seen: (refused) => {
      const attempt = kept(refused)
      const at = services.clock.now()
      const first = { count: 1, firstAt: at, lastAt: at }
      if (!isNew(attempt) || !mayRecord()) return add(attempt, at, first)
      open(attempt, at)
      record(attempt, first).catch(() => undefined)
    },
    settle: settled((fold, now) => isOver(fold, now) && (fold.tally === null || mayRecord())),
    flush: settled(() => true),
  }
}
