import { decideBy, type DecideHandlers, type Decider } from '../decider.js'
import { E, type Either } from '../prelude.js'
import { accessRoles, type AccessRole } from '../values/access-role.js'
import { msOf, plusMs, type Instant } from '../values/instant.js'
import type { AccessCommand, Expiry } from './commands.js'
import type { AccessRefusal } from './errors.js'
import type { AccessEvent } from './events.js'
import { evolveAccess, hasExpired, type AccessState, type GrantedAccess } from './state.js'

type Decision = Either<AccessRefusal, ReadonlyArray<AccessEvent>>
type Handlers = DecideHandlers<AccessState, AccessCommand, AccessEvent, AccessRefusal>

const nothing: Decision = E.right([])
const refuse = (refusal: AccessRefusal): Decision => E.left(refusal)
const recorded = (event: AccessEvent): Decision => E.right([event])

/** How long a token holds where nothing else is said, in ms. */
export const USUAL_LIFETIME_MS = 365 * 86_400_000

/** The instant that is meant; `otherwise` where none is said. */
const endOf = (expiry: Expiry, otherwise: Instant | null): Instant | null => {
  if (expiry === 'never') return null
  return expiry ?? otherwise
}

const inOrder = (roles: ReadonlyArray<AccessRole>): ReadonlyArray<AccessRole> =>
  accessRoles.filter((role) => roles.includes(role))

const sameRoles = (a: ReadonlyArray<AccessRole>, b: ReadonlyArray<AccessRole>): boolean =>
  a.length === b.length && a.every((role) => b.includes(role))

const isAdministrator = (state: AccessState, at: Instant): boolean =>
  state._tag === 'Granted' && !hasExpired(state, at) && state.roles.includes('administrator')

type Standing = { readonly hasOtherAdministrator: boolean; readonly force: boolean; readonly at: Instant }

const wouldBeLast = (state: AccessState, { hasOtherAdministrator, force, at }: Standing): boolean =>
  isAdministrator(state, at) && !hasOtherAdministrator && !force

const grantAccess: Handlers['GrantAccess'] = (data, state) => {
  const { subject, token, expiry, at } = data
  const roles = inOrder(data.roles)
  const held = state._tag === 'Granted' && !hasExpired(state, at) ? state : null
  const kind = data.kind ?? held?.kind ?? 'person'
  const expiresAt = endOf(expiry, held === null ? plusMs(at, USUAL_LIFETIME_MS) : held.expiresAt)
  if (held !== null && held.kind === kind && held.expiresAt === expiresAt && sameRoles(held.roles, roles))
    return nothing
  if (expiresAt !== null && expiresAt <= at) return refuse({ _tag: 'ExpiryNotInFuture', subject, expiresAt, at })
  if (!roles.includes('administrator') && wouldBeLast(state, data))
    return refuse({ _tag: 'LastAdministrator', subject })
  const granted = { subject, kind, roles, token: held === null ? token : null, expiresAt, grantedAt: at }
  return recorded({ type: 'AccessGranted', data: granted })
}

/** The same span again, from now on; a token that never expires is followed by another that never does. */
const sameSpan = ({ since, expiresAt }: GrantedAccess, at: Instant): Instant | null =>
  expiresAt === null ? null : plusMs(at, msOf(expiresAt) - msOf(since))

const earlierOf = (a: Instant, b: Instant | null): Instant => (b === null || a < b ? a : b)

const rotateToken: Handlers['RotateToken'] = ({ subject, token, expiry, overlapMs, at }, state) => {
  if (state._tag === 'Unknown') return refuse({ _tag: 'AccessNotGranted', subject })
  if (state._tag === 'Revoked') return refuse({ _tag: 'AccessIsRevoked', subject, revokedAt: state.revokedAt })
  const expiresAt = endOf(expiry, sameSpan(state, at))
  if (expiresAt !== null && expiresAt <= at) return refuse({ _tag: 'ExpiryNotInFuture', subject, expiresAt, at })
  const formerUntil = earlierOf(plusMs(at, overlapMs), state.expiresAt)
  return recorded({ type: 'TokenRotated', data: { subject, token, expiresAt, formerUntil, rotatedAt: at } })
}

const revokeAccess: Handlers['RevokeAccess'] = (data, state) => {
  const { subject, at } = data
  if (state._tag === 'Unknown') return refuse({ _tag: 'AccessNotGranted', subject })
  if (state._tag === 'Revoked') return nothing
  return wouldBeLast(state, data)
    ? refuse({ _tag: 'LastAdministrator', subject })
    : recorded({ type: 'AccessRevoked', data: { subject, revokedAt: at } })
}

/** The access aggregate: who somebody is, what roles he has, and by what token he is known. Source: DESIGN 4. */
export const access: Decider<AccessCommand, AccessEvent, AccessState, AccessRefusal> = {
  initialState: { _tag: 'Unknown' },
  decide: decideBy<AccessState, AccessCommand, AccessEvent, AccessRefusal>({
    GrantAccess: grantAccess,
    RotateToken: rotateToken,
    RevokeAccess: revokeAccess,
    RecordRefusedAttempts: (data) => recorded({ type: 'AttemptsRefused', data }),
  }),
  evolve: evolveAccess,
}
