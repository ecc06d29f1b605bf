import type { StatementSync } from 'node:sqlite'
import type { StoredRecord } from '../../../application/ports/event-log.js'
import { Position } from '../../../domain/values/position.js'

type Row = Readonly<Record<string, unknown>>

const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null

const columnsOf = (row: unknown): ReadonlyArray<unknown> => {
  if (Array.isArray(row)) return row
  return isRow(row) ? [row['position'], row['record'], row['leafHash']] : []
}

/** Lets a statement give its rows as arrays, which is faster; Node before 22.16 gives objects only. */
export const asArrays = (statement: StatementSync): StatementSync => {
  if ('setReturnArrays' in statement) statement.setReturnArrays(true)
  return statement
}

/** Rows of position, record and leafHash as stored records. A row of another form cannot be there: it is a defect. */
export const storedRecords = (rows: ReadonlyArray<unknown>): ReadonlyArray<StoredRecord> =>
  rows.map((row) => {
    const [position, record, leafHash] = columnsOf(row)
    if (Position.is(position) && typeof record === 'string' && typeof leafHash === 'string') {
      return { position, record, leafHash }
    }
    throw new TypeError('a row of the events table has another form')
  })

/** The number in the only column of a row, null where there is none. */
export const onlyNumber = (row: unknown): number | null => {
  const value: unknown = Array.isArray(row) ? row[0] : isRow(row) ? Object.values(row)[0] : undefined
  return typeof value === 'number' ? value : null
}
