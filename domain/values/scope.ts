import { t } from '../prelude.js'
import { Fqdn } from './fqdn.js'

/** Where an assignment holds: the vendor's `-Identity`, `global` or one front end. Source: FIELD 2.1. */
export const Scope = t.union([t.literal('global'), Fqdn])
export type Scope = t.TypeOf<typeof Scope>

/**
 * The scope that is meant by a text in any case, or undefined. The vendor's prefix `Service:` or `Site:` is not
 * a scope of certificates.
 */
export const parseScope = (text: string): Scope | undefined => {
  const lower = text.trim().toLowerCase().replace(/\.$/, '')
  return Scope.is(lower) ? lower : undefined
}
