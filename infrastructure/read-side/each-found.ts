import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'

/** Node 22 finalizes a statement that only its own iterator still knows, in the middle of the rows. */
const running = new Set<StatementSync>()

/** The rows of a statement one by one as they are taken. The statement lives until the last is, or none is wanted. */
export function* eachFound(
  statement: StatementSync,
  parameters: ReadonlyArray<SQLInputValue> = [],
): Iterable<Readonly<Record<string, SQLOutputValue>>> {
  running.add(statement)
  try {
    yield* statement.iterate(...parameters)
  } finally {
    running.delete(statement)
  }
}
