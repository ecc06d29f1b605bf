import type { DatabaseSync } from 'node:sqlite'
import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import { beginning, Position } from '../../domain/values/position.js'

/** An event of the log, by place and content. */
export type Milestone = { readonly position: Position; readonly leafHash: string }

/** How far the rows are: the first event that went into them and the last; both null where none did. */
export type Checkpoint = { readonly first: Milestone | null; readonly last: Milestone | null }

export const unmoved: Checkpoint = { first: null, last: null }

type Recorded = RecordedEvent<DomainEvent>

const milestoneOf = ({ position, leafHash }: Recorded): Milestone => ({ position, leafHash })

/** The checkpoint after these events, which follow it in the order of the log. */
export const advanced = (checkpoint: Checkpoint, events: ReadonlyArray<Recorded>): Checkpoint => {
  const [earliest] = events
  const latest = events.at(-1)
  if (earliest === undefined || latest === undefined) return checkpoint
  return { first: checkpoint.first ?? milestoneOf(earliest), last: milestoneOf(latest) }
}

/** The position that the rows stand at, 0 before the first event. */
export const positionOf = ({ last }: Checkpoint): Position => last?.position ?? beginning

const TABLE = 'read_side_checkpoint'

/** The checkpoint of an open database, in the same transaction as its rows. */
export type CheckpointTable = {
  /** Null where there is none, or it is of another shape than was asked. */
  readonly read: () => Checkpoint | null
  readonly write: (checkpoint: Checkpoint) => void
}

/** Makes the table of the checkpoint; `shape` says for which projections the rows are. */
export const createCheckpoint = (database: DatabaseSync, shape: string): void => {
  database.exec(`create table ${TABLE} (
    shape text not null,
    first integer, first_leaf_hash text,
    last integer, last_leaf_hash text,
    built integer, built_digests text
  ) strict`)
  database.prepare(`insert into ${TABLE} (shape) values (?)`).run(shape)
}

/** Keeps the digests of the rows as they were built, for whoever asks later where two read sides began to differ. */
export const recordDigests = (
  database: DatabaseSync,
  { position, digests }: { readonly position: Position; readonly digests: Readonly<Record<string, string>> },
): void => {
  database.prepare(`update ${TABLE} set built = ?, built_digests = ?`).run(position, JSON.stringify(digests))
}

const readMilestone = (position: unknown, leafHash: unknown): Milestone | null =>
  Position.is(position) && typeof leafHash === 'string' ? { position, leafHash } : null

/** The checkpoint of a database that has one; preparing throws where it has none. */
export const checkpointTable = (database: DatabaseSync, shape: string): CheckpointTable => {
  const select = database.prepare(`select first, first_leaf_hash, last, last_leaf_hash from ${TABLE} where shape = ?`)
  const update = database.prepare(
    `update ${TABLE} set first = ?, first_leaf_hash = ?, last = ?, last_leaf_hash = ? where shape = ?`,
  )
  return {
    read: () => {
      const row = select.get(shape)
      if (row === undefined) return null
      const first = readMilestone(row['first'], row['first_leaf_hash'])
      return { first, last: readMilestone(row['last'], row['last_leaf_hash']) }
    },
    write: ({ first, last }) => {
      const cells = [first?.position ?? null, first?.leafHash ?? null, last?.position ?? null, last?.leafHash ?? null]
      update.run(...cells, shape)
    },
  }
}
