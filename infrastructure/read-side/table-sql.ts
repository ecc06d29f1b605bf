import type { ColumnKind, Table } from '../../projections/table.js'
import { indexName, isRowNumber } from './choose-index.js'

const kinds: Readonly<Record<ColumnKind, string>> = {
  'text': 'text not null',
  'integer': 'integer not null',
  'text?': 'text',
  'integer?': 'integer',
}

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name}"`

const list = (columns: ReadonlyArray<string>): string => columns.map(quoted).join(', ')
const each = (columns: ReadonlyArray<string>, between: string): string =>
  columns.map((column) => `${quoted(column)} = ?`).join(between)

/** Makes the table without its indexes. Rows lie in the order of the primary key. */
export const createTableSql = (table: Table): string => {
  const columns = Object.entries(table.columns).map(([name, kind]) => `${quoted(name)} ${kinds[kind]}`)
  const options = isRowNumber(table) ? 'strict' : 'strict, without rowid'
  const primaryKey = `primary key (${list(table.primaryKey)})`
  return `create table ${quoted(table.name)} (${columns.join(', ')}, ${primaryKey}) ${options}`
}

/** Makes the indexes that are not there yet, one statement each. */
export const createIndexesSql = (table: Table): ReadonlyArray<string> =>
  table.indexes.map(
    (columns, nth) =>
      `create index if not exists ${quoted(indexName(table, nth))} on ${quoted(table.name)} (${list(columns)})`,
  )

/** Parameters: every cell, in the order of the table's columns. */
export const putSql = (table: Table): string => {
  const columns = Object.keys(table.columns)
  return `insert or replace into ${quoted(table.name)} (${list(columns)}) values (${columns.map(() => '?').join(', ')})`
}

/** Parameters: the cells to set, then the primary key. */
export const closeSql = (table: Table, set: ReadonlyArray<string>): string =>
  `update ${quoted(table.name)} set ${each(set, ', ')} where ${each(table.primaryKey, ' and ')}`

/** Parameters: the primary key. */
export const removeSql = (table: Table): string =>
  `delete from ${quoted(table.name)} where ${each(table.primaryKey, ' and ')}`
