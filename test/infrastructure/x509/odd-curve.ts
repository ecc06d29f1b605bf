import { bits, integer, octets, oid, sequence } from './der-building.js'

/** P-256 with twice its usual generator: a sound curve that no library has a name for. */
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const a = p - 3n
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

type Point = { readonly x: bigint; readonly y: bigint }

const usual: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
}

const modulo = (value: bigint): bigint => ((value % p) + p) % p

const power = (base: bigint, exponent: bigint): bigint => {
  if (exponent === 0n) return 1n
  const half = power(modulo(base * base), exponent / 2n)
  return exponent % 2n === 1n ? modulo(base * half) : half
}

const doubled = ({ x, y }: Point): Point => {
  const slope = modulo((3n * x * x + a) * power(modulo(2n * y), p - 2n))
  const newX = modulo(slope * slope - 2n * x)
  return { x: newX, y: modulo(slope * (x - newX) - y) }
}

const bytes32 = (value: bigint): Uint8Array => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
const encoded = ({ x, y }: Point): Uint8Array => Buffer.concat([Uint8Array.from([4]), bytes32(x), bytes32(y)])

/** SubjectPublicKeyInfo of a key on that curve, its parameters written out (RFC 3279 section 2.3.5). */
export const oddCurveSpki = (): Uint8Array => {
  const generator = doubled(usual)
  const parameters = sequence(
    integer(1),
    sequence(oid('1.2.840.10045.1.1'), integer(p)),
    sequence(octets(bytes32(a)), octets(bytes32(b))),
    octets(encoded(generator)),
    integer(order),
    integer(1),
  )
  return sequence(sequence(oid('1.2.840.10045.2.1'), parameters), bits(encoded(doubled(generator))))
}
