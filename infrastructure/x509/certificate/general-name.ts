import type { SubjectAlternativeName } from '../../../domain/values/subject-alternative-name.js'
import { oidFrom } from '../asn1/oid.js'
import { derOf, type Asn1 } from '../asn1/parse-asn1.js'
import { childrenOf, contentOf, explicitOf, isTagged, oidOf } from '../asn1/read-asn1.js'
import { textOf } from '../asn1/text.js'
import { distinguishedNameOf } from './distinguished-name.js'
import { ipAddressOf } from './ip-address.js'

const hex = (bytes: Uint8Array): string => `#${Buffer.from(bytes).toString('hex').toUpperCase()}`

/** IA5String is ASCII; where a writer put more into it, UTF-8 is what was meant. */
const ia5 = (element: Asn1): string => Buffer.from(contentOf(element) ?? []).toString('utf8')

const other = (value: string): SubjectAlternativeName => ({ type: 'other', value })

const otherName = (element: Asn1): SubjectAlternativeName => {
  const [type, wrapped] = childrenOf(element)
  const value = explicitOf(wrapped, 0)
  const text = textOf(value) ?? (value === null ? '' : hex(derOf(value)))
  return other(`otherName:${oidOf(type) ?? ''}=${text}`)
}

const ipAddress = (element: Asn1): SubjectAlternativeName => {
  const bytes = contentOf(element) ?? new Uint8Array(0)
  const text = ipAddressOf(bytes)
  return text === null ? other(`iPAddress:${hex(bytes)}`) : { type: 'ip', value: text }
}

const registeredId = (element: Asn1): SubjectAlternativeName => {
  const bytes = contentOf(element) ?? new Uint8Array(0)
  return other(`registeredID:${oidFrom(bytes) ?? hex(bytes)}`)
}

const directoryName = (element: Asn1): SubjectAlternativeName => {
  const name = distinguishedNameOf(childrenOf(element)[0])
  return other(`directoryName:${name === null ? hex(derOf(element)) : name.text}`)
}

const readers: ReadonlyArray<(element: Asn1) => SubjectAlternativeName> = [
  otherName,
  (element) => ({ type: 'email', value: ia5(element) }),
  (element) => ({ type: 'dns', value: ia5(element) }),
  (element) => other(`x400Address:${hex(derOf(element))}`),
  directoryName,
  (element) => other(`ediPartyName:${hex(derOf(element))}`),
  (element) => ({ type: 'uri', value: ia5(element) }),
  ipAddress,
  registeredId,
]

/**
 * One GeneralName as it stands: nothing is escaped, lower-cased or converted from punycode. Kinds without a type of
 * their own are `other`, with the kind in front, for example `otherName:1.3.6.1.4.1.311.20.2.3=user@contoso.com`.
 * null for an element that is no GeneralName. Source: RFC 5280 section 4.2.1.6.
 */
export const generalNameOf = (element: Asn1): SubjectAlternativeName | null =>
  isTagged(element, element.type) ? (readers[element.type]?.(element) ?? null) : null
