import { createHash } from 'node:crypto'
import type { Projection } from '../../projections/projection.js'

/** Raised whenever the engine itself lays rows out in another way. */
const ENGINE_VERSION = 1

/**
 * What rows of these projections look like, as 64 hexadecimal digits: names, versions, tables and indexes.
 * Rows of another shape are built anew.
 */
export const shapeOf = (projections: ReadonlyArray<Projection>): string => {
  const shapes = projections.map(({ name, version, tables }) => ({
    name,
    version,
    tables: tables.map((table) => ({
      name: table.name,
      columns: Object.entries(table.columns),
      primaryKey: table.primaryKey,
      indexes: table.indexes,
    })),
  }))
  return createHash('sha256').update(JSON.stringify([ENGINE_VERSION, shapes])).digest('hex')
}
