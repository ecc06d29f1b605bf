import { E } from '../../prelude.js'
import { overriddenBy } from '../../certificate/finding.js'
import { sameCertificate } from '../../values/certificate-ref.js'
import type { Instant } from '../../values/instant.js'
import type { AssignmentCommand } from '../commands.js'
import type { AssignmentRefusal } from '../errors.js'
import { rollFindings } from '../roll-window.js'
import { cancellation, judged, nothing, refuse, settled } from './settled.js'

type Data<T extends AssignmentCommand['type']> = Extract<AssignmentCommand, { readonly type: T }>['data']
type Dated = Pick<Data<'RollCertificate'>, 'slot' | 'certificate' | 'effectiveAt' | 'at'>

/** An effective date lies in the future and within the certificate's validity. Source: FIELD section 3. */
const dateRefusal = ({
  slot,
  certificate: { notBefore, notAfter },
  effectiveAt,
  at,
}: Dated): AssignmentRefusal | null => {
  if (effectiveAt <= at) return { _tag: 'EffectiveDateNotInFuture', slot, effectiveAt, at }
  return effectiveAt < notBefore || notAfter <= effectiveAt
    ? { _tag: 'EffectiveDateOutsideValidity', slot, effectiveAt, notBefore, notAfter }
    : null
}

const otherDate = (
  { slot, certificate: { thumbprint }, effectiveAt }: Dated,
  stagedFor: Instant,
): AssignmentRefusal => ({
  _tag: 'AlreadyStagedForOtherDate',
  slot,
  thumbprint,
  stagedFor,
  asked: effectiveAt,
})

/** Source: FIELD S8, section 3. */
export const roll = settled<Data<'RollCertificate'>>((data, { current, staged }) => {
  const { slot, rollId, certificate, effectiveAt, force, at } = data
  if (sameCertificate(current?.certificate ?? null, certificate)) return nothing
  if (staged !== null && sameCertificate(staged.certificate, certificate)) {
    return staged.effectiveAt === effectiveAt ? nothing : refuse(otherDate(data, staged.effectiveAt))
  }
  const wrongDate = dateRefusal(data)
  if (wrongDate !== null) return refuse(wrongDate)
  const unfit = judged(data.findings, force)
  if (unfit !== null) {
    return refuse({ _tag: 'CertificateNotAcceptable', slot, thumbprint: certificate.thumbprint, ...unfit })
  }
  const planned = rollFindings(slot.role, data.alongside, current, effectiveAt, at)
  const untimely = judged(planned, force)
  if (untimely !== null) return refuse({ _tag: 'RollNotAcceptable', slot, ...untimely })
  const findings = [...data.findings, ...planned]
  const overridden = overriddenBy(findings)
  return E.right([
    ...(staged === null ? [] : [cancellation(slot, staged, at, 'superseded')]),
    { type: 'RollScheduled', data: { slot, rollId, certificate, scheduledAt: at, effectiveAt, overridden } },
  ])
})

export const reschedule = settled<Data<'RescheduleRoll'>>(({ slot, effectiveAt, force, at }, { current, staged }) => {
  if (staged === null) return refuse({ _tag: 'NothingStaged', slot })
  if (staged.effectiveAt === effectiveAt) return nothing
  const { rollId, certificate } = staged
  const wrongDate = dateRefusal({ slot, certificate, effectiveAt, at })
  if (wrongDate !== null) return refuse(wrongDate)
  const findings = rollFindings(slot.role, [], current, effectiveAt, at)
  const refusal = judged(findings, force)
  if (refusal !== null) return refuse({ _tag: 'RollNotAcceptable', slot, ...refusal })
  const formerlyAt = staged.effectiveAt
  const overridden = overriddenBy(findings)
  return E.right([
    {
      type: 'RollRescheduled',
      data: { slot, rollId, certificate, rescheduledAt: at, effectiveAt, formerlyAt, overridden },
    },
  ])
})

export const cancel = settled<Data<'CancelRoll'>>(({ slot, at }, { staged }) =>
  staged === null ? refuse({ _tag: 'NothingStaged', slot }) : E.right([cancellation(slot, staged, at, 'requested')]),
)
