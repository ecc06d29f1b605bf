import { evolveBy } from '../decider.js'
import type { AccessRole } from '../values/access-role.js'
import type { Instant } from '../values/instant.js'
import type { TokenMark } from '../values/token-digest.js'
import type { SubjectKind } from './commands.js'
import type { AccessEvent } from './events.js'

/** The token before the present one, and how long it holds. */
export type FormerToken = { readonly mark: TokenMark; readonly until: Instant }

export type GrantedAccess = {
  readonly _tag: 'Granted'
  readonly kind: SubjectKind
  readonly roles: ReadonlyArray<AccessRole>
  readonly token: TokenMark
  /** When the expiry was given, from which on its span counts. */
  readonly since: Instant
  readonly expiresAt: Instant | null
  readonly former: FormerToken | null
}

/** The tokens that held until then are remembered, to tell whoever still uses one. */
export type RevokedAccess = {
  readonly _tag: 'Revoked'
  readonly revokedAt: Instant
  readonly tokens: ReadonlyArray<TokenMark>
}

export type AccessState = { readonly _tag: 'Unknown' } | GrantedAccess | RevokedAccess

/** True where access has come to its end by an instant. */
export const hasExpired = ({ expiresAt }: Pick<GrantedAccess, 'expiresAt'>, at: Instant): boolean =>
  expiresAt !== null && expiresAt <= at

const marksOf = ({ token, former }: GrantedAccess): ReadonlyArray<TokenMark> =>
  former === null ? [token] : [token, former.mark]

export const evolveAccess = evolveBy<AccessState, AccessEvent>({
  AccessGranted: (state, { kind, roles, token, expiresAt, grantedAt }) => {
    const given = { kind, roles, expiresAt }
    if (token !== null) return { _tag: 'Granted', ...given, token, since: grantedAt, former: null }
    if (state._tag !== 'Granted') return state
    return { ...state, ...given, since: expiresAt === state.expiresAt ? state.since : grantedAt }
  },
  TokenRotated: (state, { token, expiresAt, formerUntil, rotatedAt }) =>
    state._tag === 'Granted'
      ? { ...state, token, expiresAt, since: rotatedAt, former: { mark: state.token, until: formerUntil } }
      : state,
  AccessRevoked: (state, { revokedAt }) =>
    state._tag === 'Granted' ? { _tag: 'Revoked', revokedAt, tokens: marksOf(state) } : state,
  AttemptsRefused: (state) => state,
})
