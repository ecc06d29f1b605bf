import type { AssignmentEvent } from '../../domain/assignment/events.js'
import type { CertificateRef } from '../../domain/values/certificate-ref.js'
import { msOf } from '../../domain/values/instant.js'
import { slotFromText, type Slot } from '../../domain/values/slot.js'
import { Uuid } from '../../domain/values/uuid.js'
import { aCertificateRef } from './certificates.js'
import { decoded } from './decoded.js'
import { instant } from './instants.js'

/** A slot by its name, `AudioVideoAuthentication@fe01.contoso.com`; throws where it is no legal one. */
export const slot = (text: string): Slot => {
  const read = slotFromText(text)
  if (read === undefined) throw new Error(`no slot: ${text}`)
  return read
}

/** The slot of all builders, unless another is said. */
export const tokenSlot = slot('OAuthTokenIssuer@global')
export const audioVideoSlot = slot('AudioVideoAuthentication@fe01.contoso.com')
export const defaultSlot = slot('Default@fe01.contoso.com')

/** A certificate, or the letter of one of the default certificates. */
export type Named = string | CertificateRef

export const refNamed = (certificate: Named): CertificateRef =>
  typeof certificate === 'string' ? aCertificateRef(certificate) : certificate

/** The roll that brings a certificate; `attempt` tells several rolls of the same certificate apart. */
export const rollIdOf = (certificate: Named, attempt = 1): Uuid => {
  const { thumbprint } = refNamed(certificate)
  return decoded(Uuid, `${thumbprint.slice(0, 8).toLowerCase()}-0000-4000-8000-${String(attempt).padStart(12, '0')}`)
}

type In = { readonly slot?: Slot }
type Forced = In & { readonly overridden?: ReadonlyArray<string> }
type OfRoll = In & { readonly attempt?: number }

const rollOf = (certificate: Named, { slot: place = tokenSlot, attempt = 1 }: OfRoll) => ({
  slot: place,
  rollId: rollIdOf(certificate, attempt),
  certificate: refNamed(certificate),
})

export const certificateAssigned = (
  certificate: Named,
  at: string,
  { slot: place = tokenSlot, overridden = [] }: Forced = {},
): AssignmentEvent => ({
  type: 'CertificateAssigned',
  data: { slot: place, certificate: refNamed(certificate), effectiveFrom: instant(at), overridden },
})

export const rollScheduled = (
  certificate: Named,
  at: string,
  effectiveAt: string,
  { overridden = [], ...of }: Forced & OfRoll = {},
): AssignmentEvent => ({
  type: 'RollScheduled',
  data: { ...rollOf(certificate, of), scheduledAt: instant(at), effectiveAt: instant(effectiveAt), overridden },
})

export const rollRescheduled = (
  certificate: Named,
  at: string,
  dates: { readonly from: string; readonly to: string },
  { overridden = [], ...of }: Forced & OfRoll = {},
): AssignmentEvent => ({
  type: 'RollRescheduled',
  data: {
    ...rollOf(certificate, of),
    rescheduledAt: instant(at),
    effectiveAt: instant(dates.to),
    formerlyAt: instant(dates.from),
    overridden,
  },
})

export const rollCancelled = (
  certificate: Named,
  at: string,
  because: Extract<AssignmentEvent, { readonly type: 'RollCancelled' }>['data']['because'],
  of: OfRoll = {},
): AssignmentEvent => ({
  type: 'RollCancelled',
  data: { ...rollOf(certificate, of), cancelledAt: instant(at), because },
})

export const rollActivated = (
  certificate: Named,
  effectiveAt: string,
  activatedAt: string,
  of: OfRoll = {},
): AssignmentEvent => ({
  type: 'RollActivated',
  data: {
    ...rollOf(certificate, of),
    effectiveAt: instant(effectiveAt),
    activatedAt: instant(activatedAt),
    latenessMs: msOf(instant(activatedAt)) - msOf(instant(effectiveAt)),
  },
})

export const rolledBack = (
  certificates: { readonly from: Named; readonly to: Named },
  at: string,
  { slot: place = tokenSlot, overridden = [] }: Forced = {},
): AssignmentEvent => ({
  type: 'RolledBack',
  data: {
    slot: place,
    from: refNamed(certificates.from),
    to: refNamed(certificates.to),
    effectiveFrom: instant(at),
    overridden,
  },
})

export const assignmentRemoved = (
  certificate: Named,
  at: string,
  { slot: place = tokenSlot, overridden = [] }: Forced = {},
): AssignmentEvent => ({
  type: 'AssignmentRemoved',
  data: { slot: place, certificate: refNamed(certificate), removedAt: instant(at), overridden },
})

export const previousRemoved = (
  certificate: Named,
  at: string,
  { slot: place = tokenSlot }: In = {},
): AssignmentEvent => ({
  type: 'PreviousRemoved',
  data: { slot: place, certificate: refNamed(certificate), removedAt: instant(at) },
})

export const assignmentCorrected = (
  certificate: Named | null,
  interval: { readonly from: string; readonly to: string | null },
  at: string,
  { slot: place = tokenSlot }: In = {},
): AssignmentEvent => ({
  type: 'AssignmentCorrected',
  data: {
    slot: place,
    certificate: certificate === null ? null : refNamed(certificate),
    validFrom: instant(interval.from),
    validTo: interval.to === null ? null : instant(interval.to),
    correctedAt: instant(at),
  },
})
