import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { eventLogContract } from '../../contracts/event-log.contract.js'

eventLogContract('log in memory', {
  emptyLog: (limits) => Promise.resolve(memoryLog(limits)),
  isGapless: true,
  knowsIdsOfAllStreams: true,
  runs: 100,
})
