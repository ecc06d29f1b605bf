import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { EventLog } from '../../../application/ports/event-log.js'
import { servicesOf } from '../../../application/services.js'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { openReadSide } from '../../../infrastructure/read-side/read-side.js'
import { embeddedSession } from '../../../infrastructure/system/embedded-session.js'
import { rowLookup } from '../../../infrastructure/system/row-lookup.js'
import type { Session } from '../../../infrastructure/system/session.js'
import { fileVault } from '../../../infrastructure/vault/file-vault.js'
import { projections } from '../../../projections/catalogue.js'
import { must } from '../log-reading.js'
import { countedIds } from './counted-ids.js'
import { fakeReader } from './fake-certificates.js'
import { beginsAt, memoryLedger } from './memory-ledger.js'
import { movableClock, type MovableClock } from './movable-clock.js'

/** A ledger on disk as `openSession` makes it, but with a clock that a test moves, and files that are quick to read. */
export type ClockedSession = {
  readonly session: Session
  readonly eventLog: EventLog
  readonly clock: MovableClock
}

export const clockedSession = async (directory: string): Promise<ClockedSession> => {
  const clock = movableClock(beginsAt)
  const eventLog = must(await openSqliteLog({ directory, create: true })())
  const readSide = must(
    await openReadSide({ directory: join(directory, 'read-side'), log: eventLog, projections })(),
  )
  const keyVault = fileVault({ directory: join(directory, 'vault'), passphrase: null, now: clock.now })
  const { pfxWriter, tokens } = memoryLedger().ports
  const ports = { eventLog, keyVault, pfxWriter, clock, certificateReader: fakeReader, ids: countedIds(), tokens }
  const session = embeddedSession({
    services: servicesOf({ ...ports, lookup: rowLookup(readSide.ask) }),
    eventLog,
    askRows: readSide.ask,
    rebuild: (progress) => readSide.rebuild(progress),
    close: async () => {
      await readSide.close()
      await eventLog.close()
    },
  })
  onTestFinished(() => session.close())
  return { session, eventLog, clock }
}
