import forge from 'node-forge'
import { E, type Either } from '../../../application/prelude.js'

/** One ASN.1 element; contents of primitive ones are binary strings, one character a byte. */
export type Asn1 = forge.asn1.Asn1

/** The element, and how many bytes it took of those given. */
export type ParsedAsn1 = { readonly element: Asn1; readonly length: number }

/** Why bytes could not be read: their form, or more levels than allowed. */
export type Asn1Fault = 'malformed' | 'too deep'

type FromDer = (
  bytes: forge.util.ByteBuffer,
  options: { strict: boolean; parseAllBytes: boolean; decodeBitStrings: boolean; maxDepth: number },
) => Asn1

// The published types know only the older boolean parameter.
const fromDer = forge.asn1.fromDer as unknown as FromDer

const TOO_DEEP = 'Max depth exceeded'

const faultOf = (cause: unknown): Asn1Fault =>
  cause instanceof Error && cause.message.includes(TOO_DEEP) ? 'too deep' : 'malformed'

/**
 * Reads the first element of DER or BER, down to `nesting` levels; bytes after it are left alone, as OpenSSL does.
 * Truncated or impossible lengths are malformed, and cost no more than the bytes that are there.
 */
export const parseAsn1 = (bytes: Uint8Array, nesting: number): Either<Asn1Fault, ParsedAsn1> =>
  E.tryCatch(() => {
    const buffer = forge.util.createBuffer(Buffer.from(bytes).toString('latin1'))
    const options = { strict: true, parseAllBytes: false, decodeBitStrings: false, maxDepth: nesting }
    const element = fromDer(buffer, options)
    return { element, length: bytes.length - buffer.length() }
  }, faultOf)

/** DER of an element that was read; for DER input the same bytes again. */
export const derOf = (element: Asn1): Uint8Array => Buffer.from(forge.asn1.toDer(element).getBytes(), 'latin1')
