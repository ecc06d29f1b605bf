import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import { assignmentStream } from '../../domain/streams.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Position } from '../../domain/values/position.js'
import type { Uuid } from '../../domain/values/uuid.js'
import { applyEvents } from '../../infrastructure/read-side/apply-events.js'
import { memoryRows } from '../../infrastructure/read-side/memory-rows.js'
import { assignments } from '../../projections/assignments.js'
import { slotHistory } from '../../projections/slot-tables.js'
import { aCertificateRef } from '../support/certificates.js'
import { certificateAssigned, rollActivated, rollScheduled } from '../support/slot-builders.js'
import { codeIn, unknownIn } from '../infrastructure/wording/known-commands.js'
import { page, section, tableRows } from './page.js'

const root = new URL('../../', import.meta.url)
const pages = ['access', 'architecture', 'cmdlets', 'errors', 'glossary', 'server'].map((name) => `docs/${name}.md`)
const text = page('docs/architecture.md')

const paths = (of: string): ReadonlyArray<string> =>
  codeIn(of).filter((code) => /^(?:domain|application|projections|infrastructure|test|docs)\/[\w./-]*$/.test(code))

const links = (of: string): ReadonlyArray<string> =>
  [...of.matchAll(/\]\(([^)#\s]*)(?:#[^)]*)?\)/g)].map(([, target = '']) => target).filter((target) => target !== '')

const anchors = (of: string): ReadonlyArray<readonly [string, string]> =>
  [...of.matchAll(/\]\(([^)#\s]*)#([^)]+)\)/g)].map(([, target = '', anchor = '']) => [target, anchor])

const anchorsIn = (of: string): ReadonlyArray<string> =>
  [...of.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replace(/[^\w\s-]/g, '').trim().replace(/\s/g, '-'))

const recorded = (event: AssignmentEvent, position: number): RecordedEvent<AssignmentEvent> => ({
  ...event,
  id: `00000000-0000-5000-8000-00000000000${String(position)}` as Uuid,
  schemaVersion: 1,
  stream: assignmentStream(event.data.slot),
  revision: position - 1,
  position: position as Position,
  leafHash: '',
  recordedAt: '2026-06-01T00:00:00.000Z' as Instant,
  actor: { kind: 'person', name: 'alice', onBehalfOf: null },
  origin: { face: 'cli', address: null },
  reason: null,
  ticket: null,
  commandId: '00000000-0000-5000-8000-000000000000' as Uuid,
  $correlationId: '00000000-0000-5000-8000-000000000000' as Uuid,
  $causationId: null,
})

describe.each(pages)('%s', (path) => {
  it('names only files and folders that exist', () => {
    expect(paths(page(path)).filter((named) => !existsSync(fileURLToPath(new URL(named, root))))).toEqual([])
  })

  it('tells nobody to type what the command line does not know', () => {
    expect(unknownIn(page(path))).toEqual([])
  })

  it('links only to pages and headings that exist', () => {
    const base = new URL(path, root)
    const targets = links(page(path)).filter((target) => !target.includes('://'))
    expect(targets.filter((target) => !existsSync(fileURLToPath(new URL(target, base))))).toEqual([])
    for (const [target, anchor] of anchors(page(path))) {
      const linked = target === '' ? path : `docs/${target}`
      expect(anchorsIn(page(linked)), `${linked}#${anchor}`).toContain(anchor)
    }
  })
})

describe('the rectangles of docs/architecture.md', () => {
  const { rows, apply } = memoryRows()
  const letters = new Map(['A', 'B'].map((letter) => [aCertificateRef(letter).thumbprintSha256 as string, letter]))
  const minute = (cell: string | null): string => cell?.slice(0, 16).replace('T', ' ') ?? '–'
  const letter = (cell: string | null): string => letters.get(cell ?? '') ?? '–'

  it('are what the projection makes of the story told there', () => {
    const story: ReadonlyArray<AssignmentEvent> = [
      certificateAssigned('A', '2026-06-01T00:00:00Z'),
      rollScheduled('B', '2026-06-02T12:00:00Z', '2026-06-05T00:00:00Z'),
      rollActivated('B', '2026-06-05T00:00:00Z', '2026-06-05T00:05:00Z'),
    ]
    applyEvents([assignments], { rows, apply })(story.map((event, index) => recorded(event, index + 1)))
    const made = rows
      .find(slotHistory, { orderBy: [['known_from', 'asc'], ['valid_from', 'asc']] })
      .map((row) => [
        minute(row.valid_from),
        minute(row.valid_to),
        String(row.known_from),
        row.known_to === null ? '–' : String(row.known_to),
        letter(row.current),
        letter(row.previous),
        letter(row.staged),
      ])
    const told = tableRows(section(text, '## The read side')).filter((cells) => cells.length === 7)
    expect(told).toEqual(made)
  })
})
