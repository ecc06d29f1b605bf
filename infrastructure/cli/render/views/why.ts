import { t } from '../../../../domain/prelude.js'
import { SlotShown, type HeldShown } from '../answers/certificate.js'
import { EntryShown } from '../answers/log-entry.js'
import { eventSentence } from '../event-sentence.js'
import { line, lines, type Line } from '../layout/block.js'
import { keyWords } from '../words/certificate-words.js'
import { authorWords } from '../words/entry-words.js'
import { datedWords } from '../words/time-words.js'
import { ObservedShown, observedLines } from './why-observed.js'
import { viewOf, type Viewing } from './view.js'

const Because = t.union([
  t.type({ because: t.readonlyArray(EntryShown), followedBy: t.readonlyArray(EntryShown) }),
  t.null,
])
type Because = t.TypeOf<typeof Because>

const Explained = t.intersection([
  SlotShown,
  t.type({
    observed: t.readonlyArray(ObservedShown),
    why: t.type({ current: Because, previous: Because, staged: Because, nobody: Because }),
  }),
])
type Explained = t.TypeOf<typeof Explained>

const idsWords = ({ type, eventId, commandId, stream }: EntryShown): string =>
  `${type}; event ${eventId}; command ${commandId}; stream ${stream}`

const entryLines = (opening: string, entry: EntryShown, indent: number, isWide: boolean): ReadonlyArray<Line> => [
  line(`${opening}: ${eventSentence(entry)}.`, 'plain', indent),
  line(authorWords(entry), 'plain', indent + 2),
  ...(isWide ? [line(idsWords(entry), 'dim', indent + 2)] : []),
]

const INDENT = 4

/** The event itself, what it followed from step by step, and what followed from it by itself. */
const story = (why: Because, isWide: boolean): ReadonlyArray<Line> => [
  ...(why?.because ?? []).flatMap((entry, step) =>
    entryLines(step === 0 ? 'Because' : 'That followed from', entry, INDENT + step * 2, isWide)),
  ...(why?.followedBy ?? []).flatMap((entry) => entryLines('Then', entry, INDENT, isWide)),
]

const heldLines = (
  opening: string,
  held: HeldShown | null,
  why: Because,
  { at, isWide }: Viewing,
): ReadonlyArray<Line> =>
  held === null
    ? []
    : [
        line(`${opening} ${datedWords(held.effectiveDate, at)}: ${held.thumbprint}`, 'strong', 2),
        line(`${held.subject}; ${keyWords(held)}; not after ${datedWords(held.notAfter, at)}`, 'plain', INDENT),
        ...story(why, isWide),
      ]

const slotLines = (slot: Explained, viewing: Viewing): ReadonlyArray<Line> => [
  line(`${slot.type} at ${slot.identity}`, 'strong'),
  ...(slot.current === null
    ? [line('Nothing is current.', 'warning', 2), ...story(slot.why.nobody, viewing.isWide)]
    : heldLines('Current since', slot.current, slot.why.current, viewing)),
  ...heldLines('Staged, current from', slot.staged, slot.why.staged, viewing),
  ...heldLines('Previous, current from', slot.previous, slot.why.previous, viewing),
  ...observedLines(slot.observed, viewing.at),
]

/** Why each slot holds what it holds, as a story: since when, by whom, for what reason, back to where it began. */
export const whyView = viewOf('Why', t.type({ slots: t.readonlyArray(Explained) }), ({ slots }, viewing) =>
  slots.length === 0
    ? [lines(line('No slot was ever used there.'))]
    : slots.map((slot) => lines(...slotLines(slot, viewing))),
)
