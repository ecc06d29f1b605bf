import type { CommandAnswer, EventName } from '../../../system/session.js'
import type { TokenWritten, Written } from '../../../wording/answer-kind.js'
import { tokenText } from '../../../wording/token-text.js'
import { cell, line, lines, type Block } from '../layout/block.js'
import { eventSentence } from '../event-sentence.js'
import { keyCell } from '../words/certificate-words.js'
import { datedWords } from '../words/time-words.js'
import { onlyWide, tableOf, whole, wrapped, type Shown } from './columns.js'
import { findingBlocks } from './findings.js'
import { plannedWords } from './planned-words.js'
import type { View } from './view.js'

type Answer = CommandAnswer & Written & TokenWritten
type Row = EventName & { readonly said: string | null }

const eventsWords = (count: number): string => (count === 1 ? '1 event' : `${count} events`)

const position: Shown<Row> = { ...whole<Row>('POSITION', (row) => cell(row.position)), align: 'right' }

const columns: ReadonlyArray<Shown<Row>> = [
  whole('EVENT', ({ type }) => cell(type)),
  wrapped('WHAT', ({ said, stream }) => cell(said ?? stream)),
  onlyWide(whole('STREAM', ({ stream }) => cell(stream))),
  onlyWide({ ...whole<Row>('REVISION', ({ revision }) => cell(revision)), align: 'right' }),
]

/** What an event says, in a sentence; null where neither its summary nor its content came with the answer. */
const saidBy = ({ type, summary }: EventName, planned: unknown): string | null => {
  if (summary !== undefined) return eventSentence({ type, summary })
  return planned === undefined ? null : plannedWords({ type, data: planned })
}

const eventBlocks = ({ events, dryRun, planned }: Answer, isWide: boolean): ReadonlyArray<Block> => {
  if (events.length === 0) {
    return [lines(line(dryRun ? 'Dry run: there is nothing to do.' : 'Nothing to do: it was so already.'))]
  }
  const rows = events.map((event, index) => ({ ...event, said: saidBy(event, planned?.[index]?.data) }))
  return dryRun
    ? [
        lines(line(`Dry run: nothing was recorded. It would record ${eventsWords(events.length)}:`, 'strong')),
        tableOf(columns, rows, isWide, 1),
      ]
    : [
        lines(line(`Recorded ${eventsWords(events.length)}.`, 'good')),
        tableOf([position, ...columns], rows, isWide, 2),
      ]
}

const certificateBlocks = ({ certificate }: Answer, at: string): ReadonlyArray<Block> =>
  certificate === undefined
    ? []
    : [
        {
          _tag: 'Facts',
          facts: [
            ['THUMBPRINT', cell(certificate.thumbprint)],
            ['SHA-256', cell(certificate.thumbprintSha256)],
            ['SUBJECT', cell(certificate.subject)],
            ['NAMES', cell(certificate.alternativeNames.map(({ value }) => value).join(', '))],
            ['ISSUER', cell(certificate.issuer)],
            ['SERIAL NUMBER', cell(certificate.serialNumber)],
            ['NOT BEFORE', cell(datedWords(certificate.notBefore, at))],
            ['NOT AFTER', cell(datedWords(certificate.notAfter, at))],
            ['KEY', keyCell(certificate)],
            ['SIGNATURE', cell(certificate.signatureAlgorithm)],
          ],
        },
      ]

const writtenBlocks = ({ writtenTo, file }: Answer): ReadonlyArray<Block> => {
  if (writtenTo === undefined || writtenTo === null) return []
  const key = file?.containsPrivateKey === true ? ' It holds the private key.' : ''
  return [lines(line(`Written to ${writtenTo}.${key}`, key === '' ? 'plain' : 'warning'))]
}

/** The token stands alone in its line, so that it can be marked as a whole. */
const tokenBlocks = ({ token, tokenWrittenTo }: Answer, at: string): ReadonlyArray<Block> => {
  if (token === undefined) return []
  const { id, text, expiresAt } = token
  const until = expiresAt === null ? 'never expires' : `expires ${datedWords(expiresAt, at)}`
  const about = line(`Token ${id} ${until}.`)
  if (tokenWrittenTo !== undefined) return [lines(about, line(`Written to ${tokenWrittenTo}.`, 'warning'))]
  return text === null ? [lines(about)] : [lines(about), lines(line(tokenText(text), 'strong'))]
}

/** What a command recorded, or would; what was noticed; what it read or wrote. */
export const commandView: View<Answer> = (answer, { at, isWide }) => [
  ...eventBlocks(answer, isWide),
  ...findingBlocks(answer.findings),
  ...certificateBlocks(answer, at),
  ...writtenBlocks(answer),
  ...tokenBlocks(answer, at),
]
