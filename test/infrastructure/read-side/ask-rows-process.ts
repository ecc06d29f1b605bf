import { readdirSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as SqliteLog from '../../../infrastructure/event-log/sqlite-log.js'
import type * as ReadSide from '../../../infrastructure/read-side/read-side.js'
import type * as Catalogue from '../../../projections/catalogue.js'
import type * as AuditTimeline from '../../../projections/audit-timeline.js'

/**
 * Asks the rows of a ledger how many events they tell of: `ask-rows-process.ts <directory> aside|stay`. Prints how
 * many events it built rows of, the answer, and what lies among its temporary files, before and after it closed.
 */

const dist = new URL('../../../dist/', import.meta.url).href
const { openSqliteLog } = (await import(`${dist}infrastructure/event-log/sqlite-log.js`)) as typeof SqliteLog
const { openReadSide } = (await import(`${dist}infrastructure/read-side/read-side.js`)) as typeof ReadSide
const { projections } = (await import(`${dist}projections/catalogue.js`)) as typeof Catalogue
const { auditTimeline } = (await import(`${dist}projections/audit-timeline.js`)) as typeof AuditTimeline

const [, , directory = '', place = ''] = process.argv

const say = (what: unknown): void => void writeSync(1, `${JSON.stringify(what)}\n`)
const kept = (): ReadonlyArray<string> => readdirSync(tmpdir(), { recursive: true, encoding: 'utf8' })

const uid = Number(process.env['RUN_AS_UID'] ?? '0')
if (uid > 0) {
  process.setgid?.(uid)
  process.setuid?.(uid)
}

const log = await openSqliteLog({ directory, create: false })()
if (log._tag === 'Left') throw new Error(JSON.stringify(log.left))
let built = 0
const readSide = await openReadSide({
  directory: join(directory, 'read-side'),
  log: log.right,
  projections,
  mayGoAside: place === 'aside',
  building: (applied) => { built = applied },
})()
if (readSide._tag === 'Left') say(readSide.left)
else {
  const answer = await readSide.right.ask((rows) => rows.find(auditTimeline, {}).length)()
  say({ built, answer: answer._tag === 'Right' ? answer.right : answer.left, kept: kept().length > 0 })
  const report = await readSide.right.rebuild()()
  say(report._tag === 'Right' ? { unchanged: report.right.unchanged } : report.left)
  await readSide.right.close()
}
say({ left: kept() })
await log.right.close()
