import { E, t, type Either } from '../../domain/prelude.js'
import { Position } from '../../domain/values/position.js'
import type { Service } from '../system/service.js'
import type { SpokenError } from '../wording/problem.js'
import { plain, type Plain } from '../wording/plain.js'

const Entry = t.type({ position: Position })
const Entries = t.type({ entries: t.readonlyArray(t.UnknownRecord) })

/** An entry of the log as an event of the stream; JSON holds no raw line break. Source: WHATWG HTML, section 9.2. */
export type Frame = { readonly position: Position; readonly text: string }

const MOST_ENTRIES = 500

const frame = (position: Position, entry: Plain): Frame => ({
  position,
  text: `id: ${position}\nevent: recorded\ndata: ${JSON.stringify(entry)}\n\n`,
})

/** What was recorded after a position, as the question `Log` shows it; at most 500 of it. */
export const framesAfter = async (
  { question }: Pick<Service, 'question'>,
  after: Position,
): Promise<Either<SpokenError, ReadonlyArray<Frame>>> => {
  const answer = await question('Log', { after, limit: MOST_ENTRIES }, { at: null, knownAt: null })()
  if (E.isLeft(answer)) return answer
  const entries = Entries.is(answer.right) ? answer.right.entries : []
  return E.right(entries.flatMap((entry) => (Entry.is(entry) ? [frame(entry.position, plain(entry))] : [])))
}
