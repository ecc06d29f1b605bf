import { E } from '../../prelude.js'
import { overriddenBy } from '../../certificate/finding.js'
import { sameCertificate } from '../../values/certificate-ref.js'
import type { AssignmentCommand } from '../commands.js'
import { cancellation, judged, nothing, refuse, settled } from './settled.js'

type Data = Extract<AssignmentCommand, { readonly type: 'RollBack' }>['data']

/**
 * A new event that makes the previous certificate current; the judgement is the same as for an assignment. Where
 * nothing is current there is nothing to roll back from: the previous one is assigned. A rollback right after a
 * rollback is a repeat and not a way forward again; that is an assignment. Source: AUDIT 6.
 */
export const rollBack = settled<Data>(({ slot, to, findings, force, at }, { current, previous, staged }, state) => {
  if (current !== null && current.certificate.thumbprintSha256 === state.rolledBackTo) return nothing
  if (to !== null && sameCertificate(current?.certificate ?? null, to)) return nothing
  if (previous === null) return refuse({ _tag: 'NoPreviousCertificate', slot })
  if (to === null || !sameCertificate(previous.certificate, to)) return refuse({ _tag: 'SlotChangedMeanwhile', slot })
  const refusal = judged(findings, force)
  if (refusal !== null) return refuse({ _tag: 'CertificateNotAcceptable', slot, thumbprint: to.thumbprint, ...refusal })
  const overridden = overriddenBy(findings)
  return E.right([
    ...(staged === null ? [] : [cancellation(slot, staged, at, 'rolledBack')]),
    current === null
      ? { type: 'CertificateAssigned', data: { slot, certificate: to, effectiveFrom: at, overridden } }
      : { type: 'RolledBack', data: { slot, from: current.certificate, to, effectiveFrom: at, overridden } },
  ])
})
