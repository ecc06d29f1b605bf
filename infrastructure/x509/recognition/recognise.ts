import { E, pipe } from '../../../application/prelude.js'
import { parseAsn1 } from '../asn1/parse-asn1.js'
import { hasPemBlock } from '../pem/pem-blocks.js'
import { elementKindOf } from './element-kind.js'
import { otherKind, type FileKind } from './file-kind.js'
import { fileTextOf, isTextFile } from './file-text.js'

const beginsWith = (bytes: Uint8Array, magic: ReadonlyArray<number>): boolean =>
  magic.every((byte, i) => bytes[i] === byte)

const JKS = [0xfe, 0xed, 0xfe, 0xed]
const JCEKS = [0xce, 0xce, 0xce, 0xce]
const SEQUENCE = 0x30

/** The tags that follow the outer header in the formats read here: version, to be signed, content type. */
const INNER_TAGS = [0x02, 0x30, 0x06]

/** Where the first element inside an outer SEQUENCE begins. */
const innerStart = ([, length = 0]: Uint8Array): number => (length > 0x80 ? 2 + (length & 0x7f) : 2)

const brokenKind = (bytes: Uint8Array, fault: 'malformed' | 'too deep'): FileKind => {
  const inner = bytes.subarray(innerStart(bytes))
  const isCut = inner.length === 0
  if (!isCut && !INNER_TAGS.includes(inner[0] ?? 0)) return otherKind('unknown')
  return { _tag: 'Broken', format: beginsWith(inner, [0x02, 0x01, 0x03]) ? 'PKCS#12' : 'DER', fault }
}

const binaryKind = (bytes: Uint8Array, nesting: number): FileKind =>
  bytes[0] === SEQUENCE
    ? pipe(
        parseAsn1(bytes, nesting),
        E.match((fault) => brokenKind(bytes, fault), ({ element }) => elementKindOf(element)),
      )
    : otherKind('unknown')

const textKind = (bytes: Uint8Array): FileKind => {
  const text = fileTextOf(bytes)
  return hasPemBlock(text) ? { _tag: 'Pem', text } : otherKind('text')
}

const isUnknown = (kind: FileKind): boolean => kind._tag === 'Other' && kind.looksLike === 'unknown'

/** Tells what a file is. Binary shapes come first, because a name inside a PKCS#12 file may itself read like PEM. */
export const recognise = (bytes: Uint8Array, nesting: number): FileKind => {
  if (beginsWith(bytes, JKS)) return otherKind('JKS')
  if (beginsWith(bytes, JCEKS)) return otherKind('JCEKS')
  if (isTextFile(bytes)) return textKind(bytes)
  const kind = binaryKind(bytes, nesting)
  return isUnknown(kind) && hasPemBlock(fileTextOf(bytes)) ? textKind(bytes) : kind
}
