import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { readSideContract } from '../../contracts/read-side.contract.js'
import { must } from '../../support/log-reading.js'

readSideContract('behind a log in memory', { emptyLog: () => Promise.resolve(memoryLog()) })

readSideContract('behind a log in SQLite', {
  emptyLog: async () => {
    const parent = mkdtempSync(join(tmpdir(), 'certledger-read-side-log-'))
    onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
    return must(await openSqliteLog({ directory: join(parent, 'ledger'), create: true })())
  },
})
