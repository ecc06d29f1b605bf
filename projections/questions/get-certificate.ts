import { optional } from '../../domain/input/field.js'
import { identityField, rolesField } from '../../domain/input/fields.js'
import { E, type Either } from '../../domain/prelude.js'
import type { CertificateRole } from '../../domain/values/certificate-role.js'
import type { Scope } from '../../domain/values/scope.js'
import { isGlobalRole, slotOf, slotText, type ScopeNotAllowed, type Slot } from '../../domain/values/slot.js'
import type { Rows } from '../rows.js'
import { slotAt, slotsAt } from '../slots-at.js'
import type { Moment } from '../time.js'
import { slotView, slotViews, type SlotView } from '../views.js'
import { question } from './question.js'

const oneSlot = (rows: Rows, slot: Slot, moment: Moment): SlotView => {
  const found = slotAt(rows, slotText(slot), moment)
  return found === undefined
    ? { type: slot.role, identity: slot.scope, current: null, previous: null, staged: null }
    : slotView(rows, found, moment)
}

/** The one slot that is meant, where role and identity name one. */
const named = (role: CertificateRole, identity: Scope | null): Either<ScopeNotAllowed, Slot> | null => {
  if (identity !== null) return slotOf(role, identity)
  return isGlobalRole(role) ? slotOf(role, 'global') : null
}

const slotsOf = (
  rows: Rows,
  role: CertificateRole,
  identity: Scope | null,
  moment: Moment,
): Either<ScopeNotAllowed, ReadonlyArray<SlotView>> => {
  const slot = named(role, identity)
  if (slot === null) return E.right(slotViews(rows, slotsAt(rows, moment, { role }), moment))
  return E.isLeft(slot) ? slot : E.right([oneSlot(rows, slot.right, moment)])
}

/**
 * Current, previous and staged of every slot, or of those that are named. A slot that is named but empty is
 * answered with nulls: none assigned. Of several types those are answered that go with the identity; where none
 * does, the question is refused. Source: FIELD S1, 2.2.
 */
export const getCertificate = question({
  name: 'GetCertificate',
  summary: 'Show current, previous and staged certificate of each slot',
  right: 'ask',
  fields: { type: optional(rolesField), identity: optional(identityField) },
  answer: (rows, { type, identity }, moment) => {
    if (type === null) {
      const meant = identity === null ? {} : { scope: identity }
      return E.right({ slots: slotViews(rows, slotsAt(rows, moment, meant), moment) })
    }
    const found = type.map((role) => slotsOf(rows, role, identity, moment))
    const slots = found.flatMap((one) => (E.isRight(one) ? one.right : []))
    const [refusal] = found.filter(E.isLeft)
    if (refusal !== undefined && found.every(E.isLeft)) return refusal
    return E.right({ slots })
  },
})
