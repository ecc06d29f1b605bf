import type { AssignmentCommand } from '../../domain/assignment/commands.js'
import type { Finding } from '../../domain/certificate/finding.js'
import type { CertificateRole } from '../../domain/values/certificate-role.js'
import type { Slot } from '../../domain/values/slot.js'
import { instant } from './instants.js'
import { refNamed, rollIdOf, tokenSlot, type Named } from './slot-builders.js'

type In = { readonly slot?: Slot }
type Forceable = In & { readonly force?: boolean }
type Judged = Forceable & { readonly findings?: ReadonlyArray<Finding> }

const common = ({ slot = tokenSlot }: In, at: string) => ({ slot, at: instant(at) })
const judged = ({ findings = [], force = false }: Judged) => ({ findings, force })

export const assign = (certificate: Named, at: string, how: Judged = {}): AssignmentCommand => ({
  type: 'AssignCertificate',
  data: { ...common(how, at), ...judged(how), certificate: refNamed(certificate) },
})

export const roll = (
  certificate: Named,
  at: string,
  effectiveAt: string,
  how: Judged & { readonly alongside?: ReadonlyArray<CertificateRole>; readonly attempt?: number } = {},
): AssignmentCommand => ({
  type: 'RollCertificate',
  data: {
    ...common(how, at),
    ...judged(how),
    certificate: refNamed(certificate),
    rollId: rollIdOf(certificate, how.attempt),
    effectiveAt: instant(effectiveAt),
    alongside: how.alongside ?? [],
  },
})

export const reschedule = (at: string, effectiveAt: string, how: Forceable = {}): AssignmentCommand => ({
  type: 'RescheduleRoll',
  data: { ...common(how, at), effectiveAt: instant(effectiveAt), force: how.force ?? false },
})

export const cancelRoll = (at: string, how: In = {}): AssignmentCommand => ({
  type: 'CancelRoll',
  data: common(how, at),
})

export const activateRoll = (at: string, how: In = {}): AssignmentCommand => ({
  type: 'ActivateRoll',
  data: common(how, at),
})

export const rollBack = (to: Named | null, at: string, how: Judged = {}): AssignmentCommand => ({
  type: 'RollBack',
  data: { ...common(how, at), ...judged(how), to: to === null ? null : refNamed(to) },
})

export const removeAssignment = (at: string, how: Forceable = {}): AssignmentCommand => ({
  type: 'RemoveAssignment',
  data: { ...common(how, at), force: how.force ?? false },
})

export const removePrevious = (at: string, how: In = {}): AssignmentCommand => ({
  type: 'RemovePrevious',
  data: common(how, at),
})

export const correctAssignment = (
  certificate: Named | null,
  interval: { readonly from: string; readonly to: string | null },
  at: string,
  how: In = {},
): AssignmentCommand => ({
  type: 'CorrectAssignment',
  data: {
    ...common(how, at),
    certificate: certificate === null ? null : refNamed(certificate),
    validFrom: instant(interval.from),
    validTo: interval.to === null ? null : instant(interval.to),
  },
})
