import { E } from '../../application/prelude.js'
import { projections } from '../../projections/catalogue.js'
import { openSqliteLog } from '../event-log/sqlite-log.js'
import type { BuildSource, OpenSource } from '../read-side/build-source.js'

const SOURCES = '/infrastructure/system/row-source.ts'
const COMPILED = '/dist/infrastructure/system/row-source.js'

/** Opens log and projections of a ledger directory once more: rows of large ledgers are built in several threads. */
export const openSource: OpenSource = async (directory) => {
  const log = await openSqliteLog({ directory, create: false })()
  return E.isLeft(log) ? log : E.right({ log: log.right, projections, close: log.right.close })
}

/** Where workers find this module, and the ledger; run from the TypeScript sources (tests), its compiled twin. */
export const rowSource = (directory: string): BuildSource => ({
  module: import.meta.url.replace(SOURCES, COMPILED),
  argument: directory,
})
