import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import type * as SqliteLog from '../../../infrastructure/event-log/sqlite-log.js'

/**
 * Appends to the log of a ledger directory, eight at once, and prints position and id of every event that was
 * acknowledged.
 */

const fromDist = new URL('../../../dist/infrastructure/event-log/sqlite-log.js', import.meta.url).href
const { openSqliteLog } = (await import(fromDist)) as typeof SqliteLog

const say = (line: string): void => void writeSync(1, `${line}\n`)

const anEvent = () => ({
  id: randomUUID(),
  type: 'FrontEndRegistered',
  schemaVersion: 1,
  data: { fqdn: 'fe01.contoso.com', registeredAt: '2026-11-20T12:00:00.000Z' },
  recordedAt: '2026-11-20T12:00:00.000Z',
  actor: { kind: 'service', name: 'x'.repeat(Math.floor(Math.random() * 3_000)), onBehalfOf: null },
  origin: { face: 'api', address: null },
  reason: null,
  ticket: null,
  commandId: randomUUID(),
  $correlationId: randomUUID(),
  $causationId: null,
})

const opened = await openSqliteLog({ directory: process.argv[2] ?? '', create: true })()
if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
const log = opened.right

const work = async (): Promise<never> => {
  for (;;) {
    const events = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, anEvent)
    const stream = `stream-${String(Math.floor(Math.random() * 5))}`
    const outcome = await log.append({ stream, expected: 'any', events: events as never })()
    if (outcome._tag === 'Left' && outcome.left._tag !== 'LogBusy') throw new Error(JSON.stringify(outcome.left))
    if (outcome._tag === 'Right') outcome.right.events.forEach(({ position, id }) => say(`${String(position)} ${id}`))
  }
}

say('ready')
await Promise.all(Array.from({ length: 8 }, work))
