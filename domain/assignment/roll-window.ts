import { finding, type Finding } from '../certificate/finding.js'
import type { CertificateRole } from '../values/certificate-role.js'
import { laterOf, msOf, type Instant } from '../values/instant.js'
import { slotAt, type HeldCertificate, type SlotContent } from './slot-at.js'
import type { AssignmentState } from './state.js'

const HOUR_MS = 3_600_000

/**
 * How long a staged certificate must be known, and how long the old one must live on beside it, in ms; 0 for roles that
 * switch hard. A/V tokens live 8 hours; peers hold the keys of the token issuer longer. Source: FIELD section 3.
 */
export const leadTimeMs = (role: CertificateRole): number => {
  if (role === 'OAuthTokenIssuer') return 24 * HOUR_MS
  return role === 'AudioVideoAuthentication' ? 8 * HOUR_MS : 0
}

/** Only these two roles go on accepting what the old certificate signed; the others switch hard. Source: FIELD 2.7. */
export const coexists = (role: CertificateRole): boolean => leadTimeMs(role) > 0

/** Until when the previous certificate verifies: its notAfter, unless it is removed before. Source: FIELD F3, F11. */
export const verifiesUntil = ({ certificate }: HeldCertificate): Instant => certificate.notAfter

/**
 * What speaks against a roll at `effectiveAt` entered at `at`, with this certificate current until then.
 * `alongside` are the other roles rolled by the same command: the largest lead time counts for all. Source:
 * FIELD section 3, F1.
 */
export const rollFindings = (
  role: CertificateRole,
  alongside: ReadonlyArray<CertificateRole>,
  current: HeldCertificate | null,
  effectiveAt: Instant,
  at: Instant,
): ReadonlyArray<Finding> => {
  if (current === null || current.certificate.notAfter <= at) return []
  const requiredMs = Math.max(...[role, ...alongside].map(leadTimeMs))
  const currentNotAfter = current.certificate.notAfter
  const leadMs = msOf(effectiveAt) - msOf(at)
  const overlapMs = msOf(currentNotAfter) - msOf(effectiveAt)
  return [
    ...(leadMs < requiredMs ? [finding('refused', { _tag: 'LeadTimeTooShort', role, leadMs, requiredMs })] : []),
    ...(overlapMs < 0 ? [finding('refused', { _tag: 'GapBeforeRoll', currentNotAfter, effectiveAt })] : []),
    ...(overlapMs >= 0 && overlapMs < requiredMs
      ? [finding('refused', { _tag: 'OverlapTooShort', role, overlapMs, requiredMs, currentNotAfter })]
      : []),
    ...(coexists(role) ? [] : [finding('notice', { _tag: 'SwitchIsHard', role })]),
  ]
}

/**
 * The instant at which a change recorded now takes effect: never before the last one, so that a slot's own time
 * never runs back.
 */
export const effectiveNow = (at: Instant, lastChangeAt: Instant | null): Instant =>
  lastChangeAt === null ? at : laterOf(at, lastChangeAt)

/** What a slot holds at its own present, which is what a decision is made on. */
export const slotNow = (state: AssignmentState, at: Instant): SlotContent =>
  slotAt(state, effectiveNow(at, state.lastChangeAt))
