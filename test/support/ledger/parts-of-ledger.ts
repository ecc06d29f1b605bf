import { join } from 'node:path'
import type { EventLog } from '../../../application/ports/event-log.js'
import type { KeyVault } from '../../../application/ports/key-vault.js'
import type { Lookup } from '../../../application/ports/lookup.js'
import type { ReadFailure } from '../../../application/ports.js'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { openReadSide, type ReadSide } from '../../../infrastructure/read-side/read-side.js'
import { systemClock } from '../../../infrastructure/system/clock.js'
import { rowLookup } from '../../../infrastructure/system/row-lookup.js'
import { fileVault } from '../../../infrastructure/vault/file-vault.js'
import { projections } from '../../../projections/catalogue.js'
import { must } from '../log-reading.js'

/** What stands behind a ledger directory, each part open by itself. */
export type LedgerParts = {
  readonly eventLog: EventLog
  readonly readSide: ReadSide
  readonly keyVault: KeyVault
  readonly lookup: Lookup<ReadFailure>
}

/** Opens the parts of a ledger as `openSession` wires them, gives them to `use`, and closes them. */
export const withLedgerParts = async <A>(directory: string, use: (parts: LedgerParts) => Promise<A>): Promise<A> => {
  const eventLog = must(await openSqliteLog({ directory, create: true })())
  const readSide = must(await openReadSide({ directory: join(directory, 'read-side'), log: eventLog, projections })())
  const keyVault = fileVault({ directory: join(directory, 'vault'), passphrase: null, now: systemClock.now })
  try {
    return await use({ eventLog, readSide, keyVault, lookup: rowLookup(readSide.ask) })
  } finally {
    await readSide.close()
    await eventLog.close()
  }
}
