import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { t } from '../../../domain/prelude.js'
import { Instant, msOf } from '../../../domain/values/instant.js'
import type { QuestionAnswer, Session } from '../../system/session.js'
import type { SpokenError } from '../../wording/problem.js'
import { countWords, durationWords, instantWords, numberWords } from '../../wording/units.js'
import { interruptible } from '../run/interruption.js'
import type { World } from '../world.js'
import { check, critical, good, tampered, warning, type Checked, type Seen } from './checked.js'

type Check = TaskEither<SpokenError, Checked>

const Entries = t.type({ entries: t.readonlyArray(t.type({ recordedAt: Instant })) })

/** When the newest event was recorded, going by an answer to `Log`; null where nothing was recorded yet. */
const newestIn = (answer: QuestionAnswer): Instant | null =>
  Entries.is(answer) ? (answer.entries.at(-1)?.recordedAt ?? null) : null

/** How far the ledger has come, as the read side knows it. */
export const logCheck = (answer: QuestionAnswer): Check => {
  const newest = newestIn(answer)
  const since = newest === null ? '' : `, the newest of ${instantWords(newest)}`
  return check('log', TE.right(good(`${countWords(answer.position, 'event')}${since}`)))
}

const TOLERANCE_MS = 5_000
const DAY_MS = 86_400_000

const clockSeen = (now: Instant, newest: Instant | null): Seen => {
  const behindMs = newest === null ? 0 : msOf(newest) - msOf(now)
  if (behindMs <= TOLERANCE_MS) return good(`${now} is not before the newest event`)
  const words = `the clock says ${instantWords(now)}, ${durationWords(behindMs)} before the newest event was recorded`
  return behindMs > DAY_MS ? critical(words) : warning(words)
}

/** A clock that went back, here or on another machine that writes. */
export const clockCheck = (answer: QuestionAnswer, { now }: World): Check =>
  check('clock', TE.right(clockSeen(now(), newestIn(answer))))

/** Reads every record and checks its hash; fewer records than positions is a gap. */
export const recordsCheck = (
  session: Session,
  { position }: QuestionAnswer,
  world: World,
  progress: (done: number) => void,
): Check =>
  check(
    'records',
    pipe(
      interruptible<SpokenError, number>(world, session.verifyRecords(progress)),
      TE.map((count) =>
        count < position
          ? tampered(`${numberWords(position)} positions, but only ${countWords(count, 'record')}`)
          : good(`${countWords(count, 'record')}, each as it was written, without a gap`)),
    ),
  )

const Roll = t.type({ state: t.string, latenessMs: t.union([t.number, t.null]) })
const Rolls = t.type({ rolls: t.readonlyArray(Roll) })

const rollsSeen = (answer: QuestionAnswer): Seen => {
  const due = Rolls.is(answer)
    ? answer.rolls.filter(({ state, latenessMs }) => state === 'inEffect' && latenessMs === null)
    : []
  return due.length === 0
    ? good('every roll that took effect is on record')
    : warning(
      `took effect, not on record yet: ${countWords(due.length, 'roll')}; certledger roll activate records it, and ` +
      'so does the next command',
    )
}

/** Rolls whose date has passed and whose taking effect nobody put on record. */
export const rollsCheck = (session: Session): Check =>
  check(
    'rolls',
    pipe(
      session.question('ListRolls', { all: true }, { at: null, knownAt: null }),
      TE.map(rollsSeen),
    ),
  )
