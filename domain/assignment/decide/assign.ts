import { E } from '../../prelude.js'
import { overriddenBy } from '../../certificate/finding.js'
import { sameCertificate } from '../../values/certificate-ref.js'
import type { AssignmentCommand } from '../commands.js'
import { cancellation, judged, nothing, refuse, settled } from './settled.js'

type Data = Extract<AssignmentCommand, { readonly type: 'AssignCertificate' }>['data']

/** Source: FIELD S6, section 3 (immediate Set while one is staged). */
export const assign = settled<Data>(({ slot, certificate, findings, force, at }, { current, staged }) => {
  if (sameCertificate(current?.certificate ?? null, certificate)) return nothing
  const refusal = judged(findings, force)
  if (refusal !== null)
    return refuse({ _tag: 'CertificateNotAcceptable', slot, thumbprint: certificate.thumbprint, ...refusal })
  return E.right([
    ...(staged === null ? [] : [cancellation(slot, staged, at, 'assigned')]),
    { type: 'CertificateAssigned', data: { slot, certificate, effectiveFrom: at, overridden: overriddenBy(findings) } },
  ])
})
