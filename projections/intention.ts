import { Instant, laterOf } from '../domain/values/instant.js'
import { CertificateRole } from '../domain/values/certificate-role.js'
import { isGlobalRole } from '../domain/values/slot.js'
import type { Meant } from './meant-for.js'
import type { Rows } from './rows.js'
import { slotAt } from './slots-at.js'
import { clockAt, type Moment } from './time.js'
import { Position } from '../domain/values/position.js'

/** What is intended for a role on a front end. */
export type Intention = {
  readonly slot: string
  readonly scope: string
  readonly current: Meant | null
  /** Since when the slot is what it is; null where it was never used. */
  readonly since: Instant | null
  /** The position of the event that made it so. */
  readonly cause: number | null
  /** When that was said, at the earliest when it takes effect. */
  readonly askedAt: Instant | null
}

const instantOr = (text: string | undefined): Instant | null => (Instant.is(text) ? text : null)

const saidAt = (rows: Rows, cause: number | null): Instant | null =>
  Position.is(cause) ? (clockAt(rows, cause) ?? null) : null

const intention = (
  rows: Rows,
  moment: Moment,
  fqdn: string,
  role: string,
  meant: ReadonlyArray<Meant>,
): Intention => {
  const scope = CertificateRole.is(role) && isGlobalRole(role) ? 'global' : fqdn
  const slot = `${role}@${scope}`
  const found = slotAt(rows, slot, moment)
  const current = meant.find((one) => one.slot === slot && one.as === 'current') ?? null
  const since = current === null ? instantOr(found?.validFrom) : instantOr(current.since)
  const cause = found?.causes.current ?? null
  const said = saidAt(rows, cause)
  const from = instantOr(found?.validFrom)
  const asked = [since, from, said].filter((at) => at !== null)
  return { slot, scope, current, since, cause, askedAt: asked.length === 0 ? null : asked.reduce(laterOf) }
}

/** What is intended for each role on a front end at a moment; looked up once for each role that is asked for. */
export const intentions = (
  rows: Rows,
  moment: Moment,
  fqdn: string,
  meant: ReadonlyArray<Meant>,
): ((role: string) => Intention) => {
  const known = new Map<string, Intention>()
  return (role) => {
    const found = known.get(role) ?? intention(rows, moment, fqdn, role, meant)
    known.set(role, found)
    return found
  }
}
