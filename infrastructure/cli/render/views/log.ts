import { t } from '../../../../domain/prelude.js'
import { EntryShown } from '../answers/log-entry.js'
import { line, lines, type Block } from '../layout/block.js'
import { logTable } from './log-table.js'
import { viewOf } from './view.js'

const Log = t.type({
  entries: t.readonlyArray(EntryShown),
  more: t.boolean,
  next: t.union([t.number, t.null]),
})

/** That the answer is a part, and how to get the rest. */
const rest = ({ more, next }: t.TypeOf<typeof Log>): ReadonlyArray<Block> => {
  if (!more) return []
  return [
    lines(
      line(
        next === null
          ? 'There are older entries: ask for more with --newest, or from the start without it.'
          : `There are more entries: continue with --after ${next}.`,
        'strong',
      ),
    ),
  ]
}

/** What was done, by whom, when, from where and why. */
export const logView = viewOf('Log', Log, (log, { isWide }) =>
  log.entries.length === 0
    ? [lines(line('No such entry in the log.'))]
    : [logTable(log.entries, isWide), ...rest(log)],
)
