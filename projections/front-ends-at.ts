import { frontEndNames, frontEndVersions } from './front-ends.js'
import type { Rows } from './rows.js'
import type { RowOf } from './table.js'
import type { Moment } from './time.js'
import { versionAt } from './versions.js'

/** Whether somebody speaks for a front end: an agent that is trusted, one that asks to be, or one that may ask. */
export type AgentState = 'none' | 'invited' | 'pending' | 'enrolled'

/** A front end at a moment. */
export type FrontEndAt = RowOf<typeof frontEndVersions>

/** What is said of the agent; an invitation that has expired by then is none. */
export const agentStateOf = (row: FrontEndAt, { validAt }: Moment): AgentState => {
  if (row.fingerprint !== null) return 'enrolled'
  if (row.pending_fingerprint !== null) return 'pending'
  return isInvited(row, validAt) ? 'invited' : 'none'
}

/** True while an invitation that nobody used can be. */
export const isInvited = ({ invited_until }: Pick<FrontEndAt, 'invited_until'>, at: string): boolean =>
  invited_until !== null && at < invited_until

/** A front end as it was at a moment; undefined before it was registered, and of one that was decommissioned. */
export const frontEndAt = (rows: Rows, fqdn: string, moment: Moment): FrontEndAt | undefined => {
  const row = versionAt(rows, frontEndVersions, { fqdn }, moment)
  return row?.decommissioned_at === null ? row : undefined
}

/** The front ends that were registered at a moment, by name. */
export const registeredAt = (rows: Rows, moment: Moment): ReadonlyArray<FrontEndAt> =>
  rows
    .find(frontEndNames, { atMost: { known_from: moment.knownAt }, orderBy: [['fqdn', 'asc']] })
    .flatMap(({ fqdn }) => frontEndAt(rows, fqdn, moment) ?? [])
