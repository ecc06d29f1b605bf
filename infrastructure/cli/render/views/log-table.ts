import type { EntryShown } from '../answers/log-entry.js'
import { eventSentence } from '../event-sentence.js'
import { cell, type Block } from '../layout/block.js'
import { fromWords, whoWords } from '../words/entry-words.js'
import { timeWords } from '../words/time-words.js'
import { onlyWide, tableOf, whole, wrapped, type Shown } from './columns.js'

const columns: ReadonlyArray<Shown<EntryShown>> = [
  { ...whole<EntryShown>('POSITION', ({ position }) => cell(position)), align: 'right' },
  whole('TIME', ({ recordedAt }) => cell(timeWords(recordedAt))),
  wrapped('WHO', ({ actor }) => cell(whoWords(actor)), 10),
  wrapped('FROM', ({ origin }) => cell(fromWords(origin)), 10),
  wrapped('WHAT', (entry) => cell(eventSentence(entry))),
  wrapped('REASON', ({ reason }) => cell(reason), 14),
  wrapped('TICKET', ({ ticket }) => cell(ticket), 8),
  onlyWide(whole('EVENT', ({ type }) => cell(type))),
  onlyWide(whole('STREAM', ({ stream }) => cell(stream))),
  onlyWide({ ...whole<EntryShown>('REVISION', ({ revision }) => cell(revision)), align: 'right' }),
  onlyWide(whole('EVENT ID', ({ eventId }) => cell(eventId))),
  onlyWide(whole('COMMAND', ({ commandId }) => cell(commandId))),
  onlyWide(whole('CORRELATION', ({ correlationId }) => cell(correlationId))),
  onlyWide(whole('CAUSATION', ({ causationId }) => cell(causationId))),
]

/** Entries of the log as an auditor reads them: when, who, from where, what, why. */
export const logTable = (entries: ReadonlyArray<EntryShown>, isWide: boolean): Block =>
  tableOf(columns, entries, isWide, 2)
