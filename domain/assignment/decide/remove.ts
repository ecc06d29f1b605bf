import { E } from '../../prelude.js'
import type { AssignmentCommand } from '../commands.js'
import { nothing, refuse, settled } from './settled.js'

type Data<T extends AssignmentCommand['type']> = Extract<AssignmentCommand, { readonly type: T }>['data']

/**
 * Refused while the certificate is valid, or while another is staged, unless forced; a staged one is never
 * promoted early. Source: FIELD 2.5, section 3.
 */
export const removeAssignment = settled<Data<'RemoveAssignment'>>(({ slot, force, at }, { current, staged }) => {
  if (current === null) return nothing
  const { certificate } = current
  const { thumbprint, notAfter } = certificate
  if (staged !== null && !force) {
    const { effectiveAt } = staged
    return refuse({ _tag: 'StagedRollPending', slot, thumbprint: staged.certificate.thumbprint, effectiveAt })
  }
  const inUse = at < notAfter
  if (inUse && !force) return refuse({ _tag: 'AssignmentInUse', slot, thumbprint, notAfter })
  const overridden = [...(inUse ? ['AssignmentInUse'] : []), ...(staged === null ? [] : ['StagedRollPending'])]
  return E.right([{ type: 'AssignmentRemoved', data: { slot, certificate, removedAt: at, overridden } }])
})

/** Source: FIELD 2.5 (`-Previous`). */
export const removePrevious = settled<Data<'RemovePrevious'>>(({ slot, at }, { previous }) =>
  previous === null
    ? nothing
    : E.right([{ type: 'PreviousRemoved', data: { slot, certificate: previous.certificate, removedAt: at } }]),
)
