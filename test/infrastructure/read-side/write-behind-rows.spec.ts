import { describe } from 'vitest'
import { rowsContract } from '../../contracts/rows.contract.js'
import { emptyWriteBehindRows } from './stores.js'

const limits = [
  { rows: 0, part: 0 },
  { rows: 2, part: 1 },
  { rows: 3, part: 2 },
  { rows: 1000, part: 0 },
  { rows: 1000, part: 100 },
]

describe.each(limits)('rows written behind a memory of $rows rows and parts of $part', (limit) =>
  rowsContract({ emptyRows: () => emptyWriteBehindRows(limit) }),
)
