import type { AccessRole } from '../../domain/values/access-role.js'
import type { Right } from '../../domain/values/rights.js'

/** Why somebody is not let in, or may not do what he asks for. No part of the token is told. */
export type AccessError =
  | { readonly _tag: 'Unauthenticated'; readonly because: 'missing' | 'malformed' | 'unknown' | 'expired' | 'revoked' }
  /** `right` is what it needs, `roles` are those that whoever asks has. */
  | { readonly _tag: 'Forbidden'; readonly right: Right; readonly roles: ReadonlyArray<AccessRole> }
