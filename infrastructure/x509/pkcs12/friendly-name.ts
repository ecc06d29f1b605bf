import type { Asn1 } from '../asn1/parse-asn1.js'
import { oidOf, sequenceOf, setOf } from '../asn1/read-asn1.js'
import { textOf } from '../asn1/text.js'

const FRIENDLY_NAME = '1.2.840.113549.1.9.20'

/** The friendlyName among bag attributes, null where there is none. Source: RFC 2985 section 5.5.1. */
export const friendlyNameOf = (attributes: Asn1 | undefined): string | null => {
  const attribute = setOf(attributes).map(sequenceOf).find(([kind]) => oidOf(kind) === FRIENDLY_NAME)
  return textOf(setOf(attribute?.[1])[0])
}
