import { rightsOf, type Right } from '../../domain/values/rights.js'
import { E, type Either } from '../prelude.js'
import type { AccessError } from './access-error.js'
import type { Principal } from './principal.js'

/** The same principal, where one of his roles gives the right; else Forbidden with the right that is missing. */
export const authorise = (principal: Principal, right: Right): Either<AccessError, Principal> =>
  rightsOf(principal.roles).includes(right)
    ? E.right(principal)
    : E.left({ _tag: 'Forbidden', right, roles: principal.roles })
