import { describe } from 'vitest'
import { memoryRows } from '../../../infrastructure/read-side/memory-rows.js'
import { rowsContract } from '../../contracts/rows.contract.js'

describe('rows in memory', () => rowsContract({ emptyRows: memoryRows }))
