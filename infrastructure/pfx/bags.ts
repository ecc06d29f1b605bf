import { createHash } from 'node:crypto'
import { der } from './der.js'
import { OID } from './object-identifiers.js'
import type { Encrypted } from './pbes2.js'

const LONGEST_FRIENDLY_NAME = 255

/** At most 255 UTF-16 units, as RFC 2985 section 5.5.1 bounds it, and no half of a surrogate pair at the cut. */
const bounded = (name: string): string => name.slice(0, LONGEST_FRIENDLY_NAME).replace(/[\uD800-\uDBFF]$/, '')

const attribute = (oid: string, content: Buffer): Buffer => der.sequence(der.oid(oid), der.setOf(content))

/** What ties key and certificate together (SHA-1 of the certificate), and the name shown for both. */
export const pairAttributes = (certificate: Buffer, friendlyName: string | null): Buffer => {
  const localKeyId = attribute(OID.localKeyId, der.octets(createHash('sha1').update(certificate).digest()))
  const name = bounded(friendlyName ?? '')
  return name === '' ? der.setOf(localKeyId) : der.setOf(attribute(OID.friendlyName, der.bmpString(name)), localKeyId)
}

/** A SafeBag with one certificate; `attributes` is a SET or nothing. Source: RFC 7292 section 4.2.3. */
export const certificateBag = (certificate: Buffer, ...attributes: ReadonlyArray<Buffer>): Buffer => {
  const certBag = der.sequence(der.oid(OID.x509Certificate), der.explicit0(der.octets(certificate)))
  return der.sequence(der.oid(OID.certBag), der.explicit0(certBag), ...attributes)
}

/** A SafeBag with one encrypted private key. Source: RFC 7292 section 4.2.2. */
export const shroudedKeyBag = ({ algorithm, ciphertext }: Encrypted, attributes: Buffer): Buffer => {
  const encryptedPrivateKeyInfo = der.sequence(algorithm, der.octets(ciphertext))
  return der.sequence(der.oid(OID.pkcs8ShroudedKeyBag), der.explicit0(encryptedPrivateKeyInfo), attributes)
}

/** A ContentInfo with its content in the clear. Source: RFC 7292 section 4.1, RFC 2315 section 8. */
export const plainContent = (content: Buffer): Buffer =>
  der.sequence(der.oid(OID.data), der.explicit0(der.octets(content)))

/** A ContentInfo with its content encrypted under a password. Source: RFC 2315 section 13. */
export const encryptedContent = ({ algorithm, ciphertext }: Encrypted): Buffer =>
  der.sequence(der.oid(OID.encryptedData), der.explicit0(der.sequence(
    der.integer(0),
    der.sequence(der.oid(OID.data), algorithm, der.implicit0Octets(ciphertext)),
  )))
