import { isGlobalRole, slotOf, type ScopeNotAllowed, type Slot } from '../domain/values/slot.js'
import type { CertificateRole } from '../domain/values/certificate-role.js'
import type { Scope } from '../domain/values/scope.js'
import { E, pipe, type Either } from './prelude.js'
import type { UsageError } from './commands/command.js'

/** The slot that is meant: a global role needs no identity said, a server's role needs its FQDN. Source: FIELD F10. */
export const slotMeant = (
  role: CertificateRole,
  identity: Scope | null,
): Either<ScopeNotAllowed | UsageError, Slot> => {
  if (identity !== null) return slotOf(role, identity)
  return isGlobalRole(role) ? slotOf(role, 'global') : E.left({ _tag: 'IdentityRequired', role })
}

/** The slots of several roles at one identity; the first that is not legal refuses all. */
export const slotsMeant = (
  roles: ReadonlyArray<CertificateRole>,
  identity: Scope | null,
): Either<ScopeNotAllowed | UsageError, ReadonlyArray<Slot>> =>
  pipe(
    roles,
    E.traverseArray((role) => slotMeant(role, identity)),
  )
