import { derOf, type Asn1 } from '../asn1/parse-asn1.js'
import { oidOf, sequenceOf, setOf } from '../asn1/read-asn1.js'
import { textOf } from '../asn1/text.js'
import { attributeNames } from './attribute-names.js'

/**
 * A distinguished name as RFC 4514 text, and its common names; both begin with the most specific attribute. Attributes
 * that stand in one relative name are given from last to first, as OpenSSL does; RFC 4514 leaves their order open.
 */
export type DistinguishedName = { readonly text: string; readonly commonNames: ReadonlyArray<string> }

const COMMON_NAME = '2.5.4.3'

const SPECIAL = /[\\"+,;<>]/
// Control characters have no place on a terminal; section 2.4 lets any character be written in hexadecimal.
const CONTROL = /[\u0000-\u001f\u007f]/

const escapedCharacter = (character: string, at: number, all: ReadonlyArray<string>): string => {
  if (CONTROL.test(character)) return `\\${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  const isEdge = (at === 0 && /[ #]/.test(character)) || (at === all.length - 1 && character === ' ')
  return isEdge || SPECIAL.test(character) ? `\\${character}` : character
}

const escaped = (text: string): string => [...text].map(escapedCharacter).join('')

const valueText = (element: Asn1, isNamed: boolean): string => {
  const text = isNamed ? textOf(element) : null
  return text === null ? `#${Buffer.from(derOf(element)).toString('hex').toUpperCase()}` : escaped(text)
}

const attributeText = (attribute: Asn1): string | null => {
  const [type, value] = sequenceOf(attribute)
  const oid = oidOf(type)
  if (oid === null || value === undefined) return null
  const name = attributeNames[oid]
  return `${name ?? oid}=${valueText(value, name !== undefined)}`
}

const relativeText = (relative: Asn1): string | null => {
  const attributes = setOf(relative).toReversed().map(attributeText)
  return attributes.length === 0 || attributes.includes(null) ? null : attributes.join('+')
}

const commonNamesOf = (relative: Asn1): ReadonlyArray<string> =>
  setOf(relative).toReversed().flatMap((attribute) => {
    const [type, value] = sequenceOf(attribute)
    const text = oidOf(type) === COMMON_NAME ? textOf(value) : null
    return text === null ? [] : [text]
  })

/** Reads a Name; null where it is none. The empty name is the empty text. Source: RFC 4514 section 2. */
export const distinguishedNameOf = (name: Asn1 | undefined): DistinguishedName | null => {
  const relatives = sequenceOf(name).toReversed()
  const texts = relatives.map(relativeText)
  return texts.includes(null) ? null : { text: texts.join(','), commonNames: relatives.flatMap(commonNamesOf) }
}
