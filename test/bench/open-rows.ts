import { join } from 'node:path'
import { E } from '../../application/prelude.js'
import { openSqliteLog } from '../../infrastructure/event-log/sqlite-log.js'
import { openReadSide } from '../../infrastructure/read-side/read-side.js'
import { projections } from '../../projections/catalogue.js'
import type { Rows } from '../../projections/rows.js'

/** The rows of a ledger, caught up; `close` lets go of log and read side. */
export const openRows = async (
  directory: string,
): Promise<{ readonly rows: Rows; readonly close: () => Promise<void> }> => {
  const log = await openSqliteLog({ directory, create: false })()
  if (E.isLeft(log)) throw new Error(JSON.stringify(log.left))
  const readSide = await openReadSide({
    directory: join(directory, 'read-side'),
    log: log.right,
    projections,
  })()
  if (E.isLeft(readSide)) throw new Error(JSON.stringify(readSide.left))
  const reached = await readSide.right.catchUp()()
  if (E.isLeft(reached)) throw new Error(JSON.stringify(reached.left))
  const close = async (): Promise<void> => {
    await readSide.right.close()
    await log.right.close()
  }
  return { rows: readSide.right.rows, close }
}
