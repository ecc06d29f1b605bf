import { SpkiDigest } from '../../../domain/values/spki-digest.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { Instant } from '../../../domain/values/instant.js'
import { KeyRef } from '../../../domain/values/key-ref.js'
import { Position } from '../../../domain/values/position.js'
import { SipDomain } from '../../../domain/values/sip-domain.js'
import type { Slot } from '../../../domain/values/slot.js'
import { Thumbprint, ThumbprintSha256 } from '../../../domain/values/thumbprint.js'

const checked = <A, B extends A>(is: (value: unknown) => value is B, value: A): B => {
  if (!is(value)) throw new Error(`the sample ${String(value)} is not of its type`)
  return value
}

export const thumbprint = checked(Thumbprint.is, '7A787D049AD53D4E628D5D6A8D98D5F9F2F66DCA')
export const thumbprintSha256 = checked(ThumbprintSha256.is, 'AB'.repeat(32))
export const spkiDigest = checked(SpkiDigest.is, 'CD'.repeat(32))
export const keyRef = checked(KeyRef.is, `local:${thumbprintSha256}.1`)
export const position = checked(Position.is, 42)
export const fqdn = checked(Fqdn.is, 'fe01.contoso.com')
export const sipDomain = checked(SipDomain.is, 'contoso.com')
export const instant = (text: string): Instant => checked(Instant.is, text)
export const tokens: Slot = { role: 'OAuthTokenIssuer', scope: 'global' }
export const server: Slot = { role: 'Default', scope: fqdn }
