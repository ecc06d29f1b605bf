import type { RowQuery } from '../../projections/rows.js'
import type { Cell, PartialRow, Table } from '../../projections/table.js'
import { chooseIndex, indexColumns, openColumn } from './choose-index.js'
import { orderOf } from './select-rows.js'
import { quoted } from './table-sql.js'

type Query = RowQuery<Table>
type Kind = 'equals' | 'atMost' | 'atLeast' | 'above' | 'below' | 'openOrAbove' | 'openOrAtLeast'

const closedKinds = ['equals', 'atMost', 'atLeast', 'above', 'below'] as const
const openKinds = ['openOrAbove', 'openOrAtLeast'] as const

const operators: Readonly<Record<Kind, string>> = {
  equals: 'is',
  atMost: '<=',
  atLeast: '>=',
  above: '>',
  below: '<',
  openOrAbove: '>',
  openOrAtLeast: '>=',
}

const compared = (query: Query, kind: Kind, form: (column: string, comparison: string) => string) =>
  Object.keys(query[kind] ?? {}).map((column) => form(quoted(column), `${quoted(column)} ${operators[kind]} ?`))

const asIs = (_column: string, comparison: string): string => comparison
const orNull = (column: string, comparison: string): string => `(${column} is null or ${comparison})`
const nullOnly = (column: string): string => `${column} is null`

const where = (terms: ReadonlyArray<string>): string => (terms.length === 0 ? '' : ` where ${terms.join(' and ')}`)

/** Everything of a query but its values: queries of one shape are one prepared statement. */
export const shapeOf = (table: Table, query: Query): string => {
  let shape = table.name
  for (const kind of [...closedKinds, ...openKinds]) {
    const bounds = query[kind]
    if (bounds !== undefined) shape += `/${kind}:${Object.keys(bounds).join()}`
  }
  if (query.orderBy !== undefined) shape += `/by:${query.orderBy.flat().join()}`
  return query.limit === undefined ? shape : `${shape}/limit`
}

export type Selection = {
  readonly sql: string
  /** True where rows without a value and rows beyond the bound are looked up apart, each by the index. */
  readonly twice: boolean
}

/** The SQL of a shape. A column that is null or beyond a bound, next in the index, is looked up in two halves. */
export const selectSql = (table: Table, query: Query): Selection => {
  const index = chooseIndex(table, query)
  const open = openColumn(query)
  const columns = indexColumns(table, index)
  const twice = open !== null && columns.find((column) => !(column in (query.equals ?? {}))) === open
  const from =
    `select ${Object.keys(table.columns).map(quoted).join(', ')} from ${quoted(table.name)}` +
    (index === null ? ' not indexed' : ` indexed by ${quoted(index)}`)
  const closed = closedKinds.flatMap((kind) => compared(query, kind, asIs))
  const opened = (form: (column: string, comparison: string) => string) =>
    openKinds.flatMap((kind) => compared(query, kind, form))
  const body = twice
    ? `${from}${where([...closed, ...opened(nullOnly)])} union all ${from}${where([...closed, ...opened(asIs)])}`
    : `${from}${where([...closed, ...opened(orNull)])}`
  const order = orderOf(table, query).map(([column, direction]) => `${quoted(column)} ${direction}`)
  const limit = query.limit === undefined ? '' : ' limit ?'
  return { sql: `${body} order by ${order.join(', ')}${limit}`, twice }
}

const push = (values: Array<Cell>, bounds: PartialRow | undefined): void => {
  if (bounds !== undefined) for (const column in bounds) values.push(bounds[column] ?? null)
}

/** The values of a query in the order in which its selection takes them. */
export const parametersOf = (query: Query, { twice }: Selection): ReadonlyArray<Cell> => {
  const values: Array<Cell> = []
  for (const kind of closedKinds) push(values, query[kind])
  if (twice) values.push(...values)
  for (const kind of openKinds) push(values, query[kind])
  if (query.limit !== undefined) values.push(query.limit)
  return values
}
