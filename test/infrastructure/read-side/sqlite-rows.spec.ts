import { describe } from 'vitest'
import { rowsContract } from '../../contracts/rows.contract.js'
import { emptySqliteRows } from './stores.js'

describe('rows in SQLite', () => rowsContract({ emptyRows: emptySqliteRows }))
