import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Projection } from '../../projections/projection.js'
import { eachFound } from './each-found.js'
import { quoted } from './table-sql.js'

/** By name of the projection: SHA-256 over all its rows, 64 lower-case hexadecimal digits. */
export type Digests = Readonly<Record<string, string>>

/** What to read for the digest of one projection; plain, so that it can be handed to a worker. */
export type DigestPlan = {
  readonly projection: string
  readonly tables: ReadonlyArray<{ readonly name: string; readonly select: string }>
}

const CHUNK = 65536

/** Each row as the JSON array of its cells, by primary key, table after table in the order of the projection. */
export const digestPlans = (projections: ReadonlyArray<Projection>): ReadonlyArray<DigestPlan> =>
  projections.map(({ name, tables }) => ({
    projection: name,
    tables: tables.map((table) => {
      const columns = Object.keys(table.columns).map(quoted).join(', ')
      const order = table.primaryKey.map(quoted).join(', ')
      const select = `select json_array(${columns}) as line from ${quoted(table.name)} order by ${order}`
      return { name: table.name, select }
    }),
  }))

const digestOf = (database: DatabaseSync, { tables }: DigestPlan): string => {
  const hash = createHash('sha256')
  let text = ''
  for (const { name, select } of tables) {
    text += `${name}\n`
    for (const row of eachFound(database.prepare(select))) {
      text += `${String(row['line'])}\n`
      if (text.length < CHUNK) continue
      hash.update(text)
      text = ''
    }
  }
  return hash.update(text).digest('hex')
}

/** The digests of a database as it stands; throws what SQLite throws. */
export const digestRows = (database: DatabaseSync, plans: ReadonlyArray<DigestPlan>): Digests =>
  Object.fromEntries(plans.map((plan) => [plan.projection, digestOf(database, plan)]))
