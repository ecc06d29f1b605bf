import { table } from './table.js'

const columns = {
  slot: 'text',
  role: 'text',
  scope: 'text',
  valid_from: 'text',
  valid_to: 'text?',
  known_from: 'integer',
  known_to: 'integer?',
  current: 'text?',
  current_since: 'text?',
  /** The position of the event that made it current. */
  current_cause: 'integer?',
  previous: 'text?',
  previous_since: 'text?',
  previous_cause: 'integer?',
  previous_removed: 'integer',
  staged: 'text?',
  staged_roll: 'text?',
  staged_scheduled_at: 'text?',
  staged_effective_at: 'text?',
  staged_cause: 'integer?',
} as const

/**
 * Rectangles: what a slot held from `valid_from` to `valid_to`, as known from position `known_from` to
 * `known_to`; null is open.
 */
export const slotHistory = table({
  name: 'slot_history',
  columns,
  primaryKey: ['slot', 'valid_from', 'known_from'],
  indexes: [
    ['slot', 'known_from'],
    ['current', 'slot'],
  ],
})

/** The narrow table of the present: one row per slot, the last value that is known with what is staged on it. */
export const slotPresent = table({ name: 'slot_present', columns, primaryKey: ['slot'], indexes: [['scope', 'slot']] })
