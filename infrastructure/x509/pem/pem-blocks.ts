import { E, pipe } from '../../../application/prelude.js'
import type { Budget } from '../budget.js'
import { malformed, type Opened } from '../fault.js'

/**
 * One block between BEGIN and END: its label, its headers by lower-case name, its bytes, null where not base64.
 * Source: RFC 7468, RFC 1421.
 */
export type PemBlock = {
  readonly label: string
  readonly headers: ReadonlyMap<string, string>
  readonly bytes: Uint8Array | null
}

const BEGIN = '-----BEGIN '
const DASHES = '-----'
const LABEL = /^[A-Z0-9 #]{1,64}$/
const HEADER = /^([A-Za-z0-9-]{1,64}):[ \t]*(.*)$/
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

/** True for text in which some PEM block begins. */
export const hasPemBlock = (text: string): boolean => text.includes(BEGIN)

/** The body between the marks of a block, null where its END is missing. */
type Span = { readonly label: string; readonly body: string | null }

function* spansOf(text: string): Generator<Span> {
  let begin = text.indexOf(BEGIN)
  while (begin >= 0) {
    const labelStart = begin + BEGIN.length
    const labelEnd = text.indexOf(DASHES, labelStart)
    const label = text.slice(labelStart, Math.max(labelEnd, labelStart))
    const closing = `-----END ${label}-----`
    const bodyStart = labelEnd + DASHES.length
    const isMark = LABEL.test(label)
    const bodyEnd = isMark ? text.indexOf(closing, bodyStart) : -1
    if (isMark) yield { label, body: bodyEnd < 0 ? null : text.slice(bodyStart, bodyEnd) }
    begin = text.indexOf(BEGIN, bodyEnd < 0 ? labelStart : bodyEnd + closing.length)
  }
}

const linesOf = (body: string): ReadonlyArray<string> =>
  // Configuration files carry PEM on one line, with its line ends written as \n.
  body.replaceAll('\\r', '').replaceAll('\\n', '\n').split(/\r\n|\r|\n/).map((line) => line.trim())

const headersOf = (lines: ReadonlyArray<string>): ReadonlyMap<string, string> =>
  new Map(
    lines.flatMap((line) => {
      const [, name, value] = HEADER.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const]
    }),
  )

const blockOf = ({ label, body }: Span): Opened<PemBlock> => {
  if (body === null) return malformed('a PEM block is not closed')
  const lines = linesOf(body)
  const base64 = lines.filter((line) => !line.includes(':')).join('').replace(/\s+/g, '')
  const bytes = BASE64.test(base64) ? Buffer.from(base64, 'base64') : null
  return E.right({ label, headers: headersOf(lines), bytes })
}

/**
 * All PEM blocks of a text, in order; whatever stands between them is passed over. Line ends of any kind, indents, and
 * blocks written on one line are read. A block that is not closed is malformed.
 */
export const pemBlocksOf = (text: string, budget: Budget): Opened<ReadonlyArray<PemBlock>> => {
  const blocks: Array<PemBlock> = []
  for (const span of spansOf(text)) {
    const block = pipe(budget.count(1), E.chain(() => blockOf(span)))
    if (E.isLeft(block)) return block
    blocks.push(block.right)
  }
  return E.right(blocks)
}
