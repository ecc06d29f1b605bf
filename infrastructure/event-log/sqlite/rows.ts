import type { StoredRecord } from '../../../application/ports/event-log.js'
import { Position } from '../../../domain/values/position.js'

type Row = Readonly<Record<string, unknown>>

const isStored = (row: Row): row is StoredRecord =>
  Position.is(row['position']) && typeof row['record'] === 'string' && typeof row['leafHash'] === 'string'

/** Rows as stored records. A row of another form cannot come out of the table, so it is a defect. */
export const storedRecords = (rows: ReadonlyArray<Row>): ReadonlyArray<StoredRecord> => {
  if (!rows.every(isStored)) throw new TypeError('a row of the events table has another form')
  return rows
}

/** The number in the only column of a row, null where there is none. */
export const onlyNumber = (row: Row | undefined): number | null => {
  const [value] = Object.values(row ?? {})
  return typeof value === 'number' ? value : null
}
