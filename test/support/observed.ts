import type { CertificateRole } from '../../domain/values/certificate-role.js'
import type { ObservedEntry } from '../../domain/values/observed-entry.js'
import type { Place } from '../../domain/values/place.js'
import { trueFactsOf } from './ledger/fake-certificates.js'

type Held = NonNullable<ObservedEntry['certificate']>

const held = (name: string): Held => {
  const { thumbprint, thumbprintSha256, subject, notAfter } = trueFactsOf(name)
  return { thumbprint, thumbprintSha256, subject, notAfter }
}

type Over = { readonly role?: CertificateRole; readonly privateKey?: ObservedEntry['privateKey'] }

/** A certificate in a place of the store; null where it cannot be read. */
export const placed = (
  name: string | null,
  place: Place = 'current',
  { role = 'OAuthTokenIssuer', privateKey = 'usable' }: Over = {},
): ObservedEntry => ({ role, place, certificate: name === null ? null : held(name), privateKey, file: null })

/** A file that somebody put into the store by hand. */
export const byHand = (
  name: string | null,
  file = 'OAuthTokenIssuer/by-hand.pfx',
  { role = 'OAuthTokenIssuer', privateKey = 'usable' }: Over = {},
): ObservedEntry => ({ role, place: null, certificate: name === null ? null : held(name), privateKey, file })
