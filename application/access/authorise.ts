import type { AccessRole } from '../../domain/values/access-role.js'
import { rightsOf, rolesWith, type Right } from '../../domain/values/rights.js'
import { E, type Either } from '../prelude.js'
import type { Principal } from './authenticate.js'

/** `roles` are those that he has, `needed` those of which one would do. */
export type Forbidden = {
  readonly _tag: 'Forbidden'
  readonly right: Right
  readonly roles: ReadonlyArray<AccessRole>
  readonly needed: ReadonlyArray<AccessRole>
}

/** The same principal, where one of his roles gives the right. */
export const authorise = <P extends Pick<Principal, 'roles'>>(principal: P, right: Right): Either<Forbidden, P> => {
  const { roles } = principal
  return rightsOf(roles).includes(right)
    ? E.right(principal)
    : E.left({ _tag: 'Forbidden', right, roles, needed: rolesWith(right) })
}
