import { defaultRollPolicy, type RollPolicy } from '../domain/roll-policy/facts.js'
import { UnprovedRoll } from '../domain/roll-policy/events.js'
import { slotText } from '../domain/values/slot.js'
import { onlyThese, put, type Projection } from './projection.js'
import type { Rows } from './rows.js'
import { table } from './table.js'
import type { Moment } from './time.js'
import { versionAt, versionColumns } from './versions.js'

/** What becomes of the unproved rolls of a slot: versions that supersede each other. */
export const rollPolicyVersions = table({
  name: 'roll_policy_versions',
  columns: { ...versionColumns, slot: 'text', unproved: 'text', margin_ms: 'integer' },
  primaryKey: ['slot', 'known_from'],
  indexes: [],
})

const on = onlyThese({
  RollPolicySet: ({ data, position }) => [
    put(rollPolicyVersions, {
      slot: slotText(data.slot),
      unproved: data.unproved,
      margin_ms: data.marginMs,
      valid_from: data.setAt,
      known_from: position,
    }),
  ],
})

/** The policy of every slot for which one was set, at any moment. */
export const rollPolicies: Projection = { name: 'roll-policies', version: 1, tables: [rollPolicyVersions], on }

/** The policy of a slot at a moment; the default one where none had been set. */
export const rollPolicyAt = (rows: Rows, slot: string, moment: Moment): RollPolicy => {
  const version = versionAt(rows, rollPolicyVersions, { slot }, moment)
  return version !== undefined && UnprovedRoll.is(version.unproved)
    ? { unproved: version.unproved, marginMs: version.margin_ms }
    : defaultRollPolicy
}
