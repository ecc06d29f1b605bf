import { optional } from '../../domain/input/field.js'
import { flagField, identityField, roleField } from '../../domain/input/fields.js'
import { E } from '../../domain/prelude.js'
import { rollVersions } from '../roll-calendar.js'
import type { Rows } from '../rows.js'
import type { RowOf } from '../table.js'
import type { Moment } from '../time.js'
import { versionAt } from '../versions.js'
import { certificateAt } from '../views.js'
import { question } from './question.js'

/** `staged`: waits for its date. `inEffect`: the date has passed, with or without its record. */
export type RollState = 'staged' | 'inEffect' | 'cancelled'

export type RollView = {
  readonly rollId: string
  readonly type: string
  readonly identity: string
  readonly thumbprint: string
  readonly subject: string
  readonly scheduledAt: string
  readonly effectiveDate: string
  readonly state: RollState
  readonly because: string | null
  /** How late its taking effect was put on record, in ms; null where it is not on record. */
  readonly latenessMs: number | null
  readonly cause: number
}

const stateOf = ({ state, effective_at }: RowOf<typeof rollVersions>, { validAt }: Moment): RollState => {
  if (state === 'cancelled') return 'cancelled'
  return state === 'activated' || effective_at <= validAt ? 'inEffect' : 'staged'
}

const viewOf = (rows: Rows, row: RowOf<typeof rollVersions>, moment: Moment): RollView => {
  const certificate = certificateAt(rows, row.certificate, moment)
  return {
    rollId: row.roll_id,
    type: row.role,
    identity: row.scope,
    thumbprint: certificate?.thumbprint ?? row.certificate,
    subject: certificate?.subject ?? '',
    scheduledAt: row.scheduled_at,
    effectiveDate: row.effective_at,
    state: stateOf(row, moment),
    because: row.because,
    latenessMs: row.lateness_ms,
    cause: row.cause,
  }
}

/** Every roll that was planned by a moment, and what had become of it. */
export const rollsAt = (rows: Rows, moment: Moment): ReadonlyArray<RollView> => {
  const planned = rows.find(rollVersions, { atMost: { known_from: moment.knownAt, valid_from: moment.validAt } })
  return [...new Set(planned.map(({ roll_id }) => roll_id))]
    .map((roll_id) => versionAt(rows, rollVersions, { roll_id }, moment))
    .filter((version) => version !== undefined)
    .map((version) => viewOf(rows, version, moment))
    .toSorted((a, b) => (a.effectiveDate < b.effectiveDate ? -1 : 1))
}

/** What is staged, and with `all` what took effect or was cancelled. */
export const listRolls = question({
  name: 'ListRolls',
  summary: 'List rolls: what is staged and from when on, and what became of earlier ones',
  fields: {
    type: optional(roleField),
    identity: optional(identityField),
    all: flagField('also rolls in effect and cancelled ones'),
  },
  answer: (rows, { type, identity, all }, moment) =>
    E.right({
      rolls: rollsAt(rows, moment).filter(
        (roll) =>
          (all || roll.state === 'staged') &&
          (type === null || roll.type === type) &&
          (identity === null || roll.identity === identity),
      ),
    }),
})
