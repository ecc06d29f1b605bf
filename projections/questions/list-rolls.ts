import { optional } from '../../domain/input/field.js'
import { flagField, identityField, roleField } from '../../domain/input/fields.js'
import { E } from '../../domain/prelude.js'
import { rollVersions } from '../roll-calendar.js'
import type { Rows } from '../rows.js'
import { slotsAt, type SlotsMeant } from '../slots-at.js'
import type { RowOf } from '../table.js'
import type { Moment } from '../time.js'
import { versionAt } from '../versions.js'
import { certificatesAt } from '../views.js'
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

type RollVersion = RowOf<typeof rollVersions>

const stateOf = ({ state, effective_at }: RollVersion, { validAt }: Moment): RollState => {
  if (state === 'cancelled') return 'cancelled'
  return state === 'activated' || effective_at <= validAt ? 'inEffect' : 'staged'
}

type Look = ReturnType<typeof certificatesAt>

const viewOf = (look: Look, row: RollVersion, moment: Moment): RollView => {
  const certificate = look(row.certificate)
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

/** Every roll that was planned by a moment, as it was known last then. */
const plannedAt = (rows: Rows, moment: Moment, meant: SlotsMeant): ReadonlyArray<RollVersion> => {
  const versions = rows.find(rollVersions, {
    equals: meant,
    atMost: { known_from: moment.knownAt, valid_from: moment.validAt },
    orderBy: [['known_from', 'asc']],
  })
  return [...new Map(versions.map((version) => [version.roll_id, version])).values()]
}

/** The rolls that wait in the slots: few, however many there ever were. */
const stagedAt = (rows: Rows, moment: Moment, meant: SlotsMeant): ReadonlyArray<RollVersion> =>
  slotsAt(rows, moment, meant)
    .map(({ value: { staged } }) => staged)
    .filter((staged) => staged !== null)
    .map(({ rollId }) => versionAt(rows, rollVersions, { roll_id: rollId }, moment))
    .filter((version) => version !== undefined)

/** The first to take effect first; of several at one instant, the one that was planned first. */
const byDate = (a: RollView, b: RollView): number =>
  a.effectiveDate === b.effectiveDate ? a.cause - b.cause : a.effectiveDate < b.effectiveDate ? -1 : 1

/** What is staged, and with `all` what took effect or was cancelled. */
export const listRolls = question({
  name: 'ListRolls',
  summary: 'List rolls: what is staged and from when on, and what became of earlier ones',
  right: 'ask',
  fields: {
    type: optional(roleField),
    identity: optional(identityField),
    all: flagField('also rolls in effect and cancelled ones'),
  },
  answer: (rows, { type, identity, all }, moment) => {
    const meant = { ...(type === null ? {} : { role: type }), ...(identity === null ? {} : { scope: identity }) }
    const look = certificatesAt(rows, moment)
    const rolls = (all ? plannedAt : stagedAt)(rows, moment, meant)
      .map((version) => viewOf(look, version, moment))
      .toSorted(byDate)
    return E.right({ rolls })
  },
})
