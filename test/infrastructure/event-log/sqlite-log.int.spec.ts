import { appendLimits } from '../../../infrastructure/event-log/prepare-append.js'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { eventLogContract } from '../../contracts/event-log.contract.js'
import { must } from '../../support/log-reading.js'
import { freshDirectory } from './ledger-directory.js'

eventLogContract('log in SQLite', {
  emptyLog: async (limits = appendLimits) =>
    must(await openSqliteLog({ directory: freshDirectory(), create: true, limits })()),
  isGapless: true,
  knowsIdsOfAllStreams: true,
  runs: 40,
})
