import { onlyThese, put, type Change, type Projection, type Recorded } from './projection.js'
import type { Rows } from './rows.js'
import { table, type RowOf } from './table.js'
import { versionColumns } from './versions.js'
import { slotText } from '../domain/values/slot.js'

/**
 * What became of every roll: versions that supersede each other. `state` is what was recorded: scheduled, cancelled or
 * activated. Whether a scheduled one is still staged is for the clock to say.
 */
export const rollVersions = table({
  name: 'roll_versions',
  columns: {
    ...versionColumns,
    roll_id: 'text',
    slot: 'text',
    role: 'text',
    scope: 'text',
    certificate: 'text',
    scheduled_at: 'text',
    effective_at: 'text',
    state: 'text',
    because: 'text?',
    lateness_ms: 'integer?',
    /** The position of the event that planned it, or last moved it. */
    cause: 'integer',
  },
  primaryKey: ['roll_id', 'known_from'],
  indexes: [['slot', 'known_from']],
})

/** Rolls that are scheduled and neither cancelled nor recorded as activated; the work of the scheduler. */
export const openRolls = table({
  name: 'open_rolls',
  columns: { slot: 'text', roll_id: 'text', effective_at: 'text' },
  primaryKey: ['slot'],
  indexes: [['effective_at']],
})

type Version = RowOf<typeof rollVersions>
type Roll = Recorded<'RollRescheduled' | 'RollCancelled' | 'RollActivated'>

const scheduled = ({ data, position }: Recorded<'RollScheduled'>): ReadonlyArray<Change> => {
  const slot = slotText(data.slot)
  return [
    put(rollVersions, {
      roll_id: data.rollId,
      slot,
      role: data.slot.role,
      scope: data.slot.scope,
      certificate: data.certificate.thumbprintSha256,
      scheduled_at: data.scheduledAt,
      effective_at: data.effectiveAt,
      state: 'scheduled',
      because: null,
      lateness_ms: null,
      cause: position,
      valid_from: data.scheduledAt,
      known_from: position,
    }),
    put(openRolls, { slot, roll_id: data.rollId, effective_at: data.effectiveAt }),
  ]
}

const next = (event: Roll, rows: Rows, change: Partial<Version>): ReadonlyArray<Change> => {
  const [last] = rows.find(rollVersions, {
    equals: { roll_id: event.data.rollId },
    orderBy: [['known_from', 'desc']],
    limit: 1,
  })
  return last === undefined ? [] : [put(rollVersions, { ...last, ...change, known_from: event.position })]
}

const closed = ({ data }: Roll): Change => ({
  change: 'remove',
  table: openRolls,
  primaryKey: { slot: slotText(data.slot) },
})

const rescheduled = (event: Recorded<'RollRescheduled'>, rows: Rows): ReadonlyArray<Change> => {
  const { slot, rollId, effectiveAt, rescheduledAt } = event.data
  return [
    ...next(event, rows, { effective_at: effectiveAt, valid_from: rescheduledAt, cause: event.position }),
    put(openRolls, { slot: slotText(slot), roll_id: rollId, effective_at: effectiveAt }),
  ]
}

const cancelled = (event: Recorded<'RollCancelled'>, rows: Rows): ReadonlyArray<Change> => [
  ...next(event, rows, { state: 'cancelled', because: event.data.because, valid_from: event.data.cancelledAt }),
  closed(event),
]

const activated = (event: Recorded<'RollActivated'>, rows: Rows): ReadonlyArray<Change> => [
  ...next(event, rows, { state: 'activated', lateness_ms: event.data.latenessMs, valid_from: event.data.effectiveAt }),
  closed(event),
]

const on = onlyThese({
  RollScheduled: scheduled,
  RollRescheduled: rescheduled,
  RollCancelled: cancelled,
  RollActivated: activated,
})

/** Every roll that was ever planned: what was planned, moved, cancelled, and what took effect how late. */
export const rollCalendar: Projection = { name: 'roll-calendar', version: 1, tables: [rollVersions, openRolls], on }
