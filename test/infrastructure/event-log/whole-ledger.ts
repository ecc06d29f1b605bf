import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { beginning } from '../../../domain/values/position.js'
import { allEvents, collect, must } from '../../support/log-reading.js'

/**
 * That a ledger has no gap and no false hash, that the revisions of each stream follow each other. Gives its
 * events.
 */
export const wholeLedger = async (directory: string): Promise<Awaited<ReturnType<typeof allEvents>>> => {
  const log = must(await openSqliteLog({ directory, create: true })())
  try {
    const events = await allEvents(log)
    const revisions = new Map<string, number>()
    for (const [index, { position, stream, revision }] of events.entries()) {
      if (position !== index + 1) expect({ position }).toEqual({ position: index + 1 })
      if (revision !== (revisions.get(stream) ?? -1) + 1) expect({ stream, revision }).toEqual(revisions)
      revisions.set(stream, revision)
    }
    for (const { record, leafHash } of await collect(log.readRecords({ after: beginning }))) {
      const hash = createHash('sha256').update(Buffer.of(0)).update(record).digest('hex')
      if (hash !== leafHash) expect(leafHash).toBe(hash)
    }
    return events
  } finally {
    await log.close()
  }
}

/** Position and id of an event, as the programs of the tests print them. */
export const lineOf = ({ position, id }: { readonly position: number; readonly id: string }): string =>
  `${String(position)} ${id}`
