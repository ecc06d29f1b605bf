import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * A connection of its own that only reads, at one state of the rows. Null where the file was removed meanwhile:
 * what lies at its name then, if anything, is no longer whole.
 */
export const openCursor = (path: string): DatabaseSync | null => {
  if (!existsSync(path)) return null
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    database.exec('pragma busy_timeout = 2000; begin')
    database.prepare('select 1 from sqlite_schema limit 1').get()
    if (existsSync(path)) return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
  database.close()
  return null
}
