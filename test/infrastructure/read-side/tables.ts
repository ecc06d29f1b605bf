import { table, type RowOf } from '../../../projections/table.js'

/** Stored by its number, as an audit trail is. */
export const notes = table({
  name: 'notes',
  columns: { position: 'integer', author: 'text', about: 'text?', weight: 'integer?' },
  primaryKey: ['position'],
  indexes: [['author', 'position'], ['about']],
})

/** Stored by several columns, with intervals that may be open, as rectangles are. */
export const spans = table({
  name: 'spans',
  columns: {
    place: 'text',
    known_from: 'integer',
    nth: 'integer',
    valid_from: 'text',
    valid_to: 'text?',
    known_to: 'integer?',
    what: 'text?',
  },
  primaryKey: ['place', 'known_from', 'nth'],
  indexes: [['place', 'known_to', 'valid_to'], ['what']],
})

/** Stored by one name, without another index. */
export const names = table({
  name: 'names',
  columns: { name: 'text', count: 'integer' },
  primaryKey: ['name'],
  indexes: [],
})

export const allTables = [notes, spans, names]

export type Note = RowOf<typeof notes>
export type Span = RowOf<typeof spans>
