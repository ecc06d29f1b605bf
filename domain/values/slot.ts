import { E, t, type Either } from '../prelude.js'
import { CertificateRole } from './certificate-role.js'
import { Scope } from './scope.js'

/** A role at a scope: the place that a certificate is assigned to. */
export const Slot = t.readonly(t.type({ role: CertificateRole, scope: Scope }))
export type Slot = t.TypeOf<typeof Slot>

/** A role and a scope that do not go together; `allowed` says where the role belongs. */
export type ScopeNotAllowed = {
  readonly _tag: 'ScopeNotAllowed'
  readonly role: CertificateRole
  readonly scope: Scope
  readonly allowed: 'global' | 'front end'
}

/** True for the one role that is the same on every server. Source: FIELD 2.7. */
export const isGlobalRole = (role: CertificateRole): boolean => role === 'OAuthTokenIssuer'

/** A legal slot: OAuthTokenIssuer at `global`, every other role at a front end. Source: FIELD F10. */
export const slotOf = (role: CertificateRole, scope: Scope): Either<ScopeNotAllowed, Slot> =>
  isGlobalRole(role) === (scope === 'global')
    ? E.right({ role, scope })
    : E.left({ _tag: 'ScopeNotAllowed', role, scope, allowed: isGlobalRole(role) ? 'global' : 'front end' })

/** The slot as text, `OAuthTokenIssuer@global`: its name in streams, tables and answers. */
export const slotText = (slot: Slot): string => `${slot.role}@${slot.scope}`

/** Reads `role@scope`; undefined where it is no legal slot. */
export const slotFromText = (text: string): Slot | undefined => {
  const [role, scope, ...more] = text.split('@')
  if (!CertificateRole.is(role) || !Scope.is(scope) || more.length > 0) return undefined
  return E.isRight(slotOf(role, scope)) ? { role, scope } : undefined
}
