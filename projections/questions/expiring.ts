import { optional } from '../../domain/input/field.js'
import { durationField, flagField } from '../../domain/input/fields.js'
import { E } from '../../domain/prelude.js'
import { plusMs, type Instant } from '../../domain/values/instant.js'
import { slotsAt } from '../slots-at.js'
import { slotViews, type HeldView, type SlotView } from '../views.js'
import { question } from './question.js'

const DEFAULT_MS = 60 * 86_400_000

/**
 * A certificate in force, or staged, that runs out. `covered`: a staged successor outlives it, and takes over
 * in time.
 */
export type ExpiringView = {
  readonly type: string
  readonly identity: string
  readonly as: 'current' | 'staged'
  readonly certificate: HeldView
  readonly covered: boolean
  /** Source: FIELD 6.3: red below 30 days, yellow below 60. */
  readonly level: 'expired' | 'critical' | 'warning' | 'notice'
}

const levelOf = ({ notAfter, daysLeft }: HeldView, at: Instant): ExpiringView['level'] => {
  if (notAfter <= at) return 'expired'
  if (daysLeft < 30) return 'critical'
  return daysLeft < 60 ? 'warning' : 'notice'
}

const running = (
  { type, identity, current, staged }: SlotView,
  at: Instant,
  limit: Instant,
): ReadonlyArray<ExpiringView> => {
  const covered =
    current !== null &&
    staged !== null &&
    staged.effectiveDate <= current.notAfter &&
    staged.notAfter > current.notAfter
  const held: ReadonlyArray<readonly ['current' | 'staged', HeldView | null, boolean]> = [
    ['current', current, covered],
    ['staged', staged, false],
  ]
  return held.flatMap(([as, certificate, isCovered]) =>
    certificate !== null && certificate.notAfter <= limit
      ? [{ type, identity, as, certificate, covered: isCovered, level: levelOf(certificate, at) }]
      : [],
  )
}

/** What is in force and runs out, and whether a successor is staged. Source: AUDIT 9, question 8. */
export const expiring = question({
  name: 'Expiring',
  summary: 'Show what expires soon in the slots, and whether a successor is staged',
  right: 'ask',
  fields: {
    within: optional(durationField('how soon, for example 60d or 12h; left out: 60d')),
    uncovered: flagField('only what has no staged successor'),
  },
  answer: (rows, { within, uncovered }, moment) => {
    const limit = plusMs(moment.validAt, within ?? DEFAULT_MS)
    const found = slotViews(rows, slotsAt(rows, moment), moment)
      .flatMap((slot) => running(slot, moment.validAt, limit))
      .filter(({ covered }) => !uncovered || !covered)
      .toSorted((a, b) => (a.certificate.notAfter < b.certificate.notAfter ? -1 : 1))
    return E.right({ within: limit, expiring: found })
  },
})
