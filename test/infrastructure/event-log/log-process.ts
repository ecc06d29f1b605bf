import { randomUUID } from 'node:crypto'
import { rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { EventLog } from '../../../application/ports/event-log.js'
import type * as SqliteLog from '../../../infrastructure/event-log/sqlite-log.js'

/** One of several processes on a ledger: `log-process.ts <directory> append|count|read|watch|fill <times>`. */

const fromDist = new URL('../../../dist/infrastructure/event-log/sqlite-log.js', import.meta.url).href
const { openSqliteLog } = (await import(fromDist)) as typeof SqliteLog

const [, , directory = '', task = '', times = '1'] = process.argv

const say = (line: string): void => void writeSync(1, `${line}\n`)

/** Every connection that SQLite makes in this process. */
const connections = new Set<DatabaseSync>()
const { prepare } = Object.getOwnPropertyDescriptors(DatabaseSync.prototype)
DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql: string) {
  connections.add(this)
  return (prepare.value as typeof this.prepare).call(this, sql)
}

const anEvent = () => ({
  id: randomUUID(),
  type: 'FrontEndRegistered',
  schemaVersion: 1,
  data: { fqdn: 'fe01.contoso.com', registeredAt: '2026-11-20T12:00:00.000Z' },
  recordedAt: '2026-11-20T12:00:00.000Z',
  actor: { kind: 'service', name: String(process.pid), onBehalfOf: null },
  origin: { face: 'api', address: null },
  reason: null,
  ticket: null,
  commandId: randomUUID(),
  $correlationId: randomUUID(),
  $causationId: null,
})

/** Appends to a stream of its own, four at once. */
const append = async (log: EventLog): Promise<void> => {
  let left = Number(times)
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const events = [anEvent()] as never
      const outcome = await log.append({ stream: String(process.pid), expected: 'any', events })()
      if (outcome._tag === 'Left') throw new Error(JSON.stringify(outcome.left))
      outcome.right.events.forEach(({ position, id }) => say(`${String(position)} ${id}`))
    }
  }
  await Promise.all([work(), work(), work(), work()])
}

/**
 * Appends to a stream that all share, each time behind what it has read; counts how often another was faster.
 */
const count = async (log: EventLog): Promise<void> => {
  let [done, conflicts] = [0, 0]
  while (done < Number(times)) {
    const slice = await log.readStream('shared')()
    if (slice._tag === 'Left') throw new Error(JSON.stringify(slice.left))
    const { lastRevision } = slice.right
    const expected = lastRevision === null ? 'noStream' as const : { revision: lastRevision }
    const outcome = await log.append({ stream: 'shared', expected, events: [anEvent()] as never })()
    if (outcome._tag === 'Right') done += 1
    else if (outcome.left._tag === 'Conflict') conflicts += 1
    else throw new Error(JSON.stringify(outcome.left))
  }
  say(`conflicts ${String(conflicts)}`)
}

/** Says what it finds, and how an append ends. */
const read = async (log: EventLog): Promise<void> => {
  const slice = await log.readStream('a')()
  say(slice._tag === 'Right' ? `found ${String(slice.right.events.length)}` : JSON.stringify(slice.left))
  const outcome = await log.append({ stream: 'a', expected: 'any', events: [anEvent()] as never })()
  say(outcome._tag === 'Right' ? 'appended' : outcome.left._tag)
}

/** Asks for the head until it cannot be told any more. */
const watch = async (log: EventLog): Promise<void> => {
  for (;;) {
    const head = await log.head()()
    say(head._tag === 'Right' ? `head ${String(head.right)}` : JSON.stringify(head.left))
    if (head._tag === 'Left') return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const limitPages = (pages: number): void => {
  for (const db of connections) db.exec(`PRAGMA max_page_count = ${String(pages)}`)
}

/** Room comes from the file `ballast` beside the ledger, or from lifting the limit of pages. */
const makeRoom = (): void => {
  if (process.env['PAGES'] === undefined) rmSync(join(dirname(directory), 'ballast'))
  else limitPages(1_000_000)
}

/** Appends until there is no more room, makes room, and goes on. */
const fill = async (log: EventLog): Promise<void> => {
  for (;;) {
    const outcome = await log.append({ stream: 'a', expected: 'any', events: [anEvent(), anEvent()] as never })()
    if (outcome._tag === 'Right') outcome.right.events.forEach(({ position, id }) => say(`${String(position)} ${id}`))
    else break
    if (outcome.right.repeated) throw new Error('these events are new')
  }
  const refused = await log.append({ stream: 'a', expected: 'any', events: [anEvent()] as never })()
  say(refused._tag === 'Right' ? 'appended' : refused.left._tag)
  await read(log)
  makeRoom()
  await append(log)
  for await (const page of log.readAll({ after: 0 as never })) {
    if (page._tag === 'Left') throw new Error(JSON.stringify(page.left))
    page.right.forEach(({ position, id }) => say(`read ${String(position)} ${id}`))
  }
}

const uid = Number(process.env['RUN_AS_UID'] ?? '0')
if (uid > 0) {
  process.setgid?.(uid)
  process.setuid?.(uid)
}

say('ready')
const opened = await openSqliteLog({ directory, create: process.env['CREATE'] !== 'no' })()
if (opened._tag === 'Left') {
  say(JSON.stringify(opened.left))
} else {
  if (task === 'append') await append(opened.right)
  if (task === 'count') await count(opened.right)
  if (task === 'read') await read(opened.right)
  if (task === 'watch') await watch(opened.right)
  if (task === 'fill') {
    if (process.env['PAGES'] !== undefined) limitPages(Number(process.env['PAGES']))
    await fill(opened.right)
  }
  await opened.right.close()
}
