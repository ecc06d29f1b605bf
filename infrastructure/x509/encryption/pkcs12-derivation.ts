import { hash } from 'node:crypto'
import type { Digest } from './digests.js'

/** What is derived: the diversifier of RFC 7292 appendix B.3. */
export const purposeByte = { encryption: 1, initialVector: 2, integrity: 3 } as const

const filled = (bytes: Uint8Array, blockBytes: number): Uint8Array => {
  const out = Buffer.alloc(Math.ceil(bytes.length / blockBytes) * blockBytes)
  return bytes.length === 0 ? out : out.fill(bytes)
}

/** Adds `addend` + 1 to each block of `blocks`, modulo the size of a block. */
const addToBlocks = (blocks: Uint8Array, addend: Uint8Array): void => {
  for (let start = 0; start < blocks.length; start += addend.length) {
    let carry = 1
    for (let i = addend.length - 1; i >= 0; i -= 1) {
      const sum = (blocks[start + i] ?? 0) + (addend[i] ?? 0) + carry
      blocks[start + i] = sum & 0xff
      carry = sum >> 8
    }
  }
}

const repeatedHash = (name: string, input: Uint8Array, times: number): Uint8Array => {
  let output = hash(name, input, 'buffer')
  for (let i = 1; i < times; i += 1) output = hash(name, output, 'buffer')
  return output
}

/** What does not change between the derivations that one algorithm asks for. */
export type Pkcs12Derivation = {
  readonly digest: Digest
  readonly salt: Uint8Array
  readonly iterations: number
}

/**
 * PKCS#12's own key derivation. `password` is a BMPString with its terminator, or nothing at all; `length` is in bytes.
 * Source: RFC 7292 appendix B.2.
 */
export const derivePkcs12 = (
  { digest, salt, iterations }: Pkcs12Derivation,
  purpose: number,
  password: Uint8Array,
  length: number,
): Uint8Array => {
  const diversifier = Buffer.alloc(digest.blockBytes, purpose)
  const blocks = Buffer.concat([filled(salt, digest.blockBytes), filled(password, digest.blockBytes)])
  const output = Buffer.alloc(length)
  for (let at = 0; at < length; at += digest.outputBytes) {
    const piece = repeatedHash(digest.name, Buffer.concat([diversifier, blocks]), iterations)
    output.set(piece.subarray(0, length - at), at)
    addToBlocks(blocks, filled(piece, digest.blockBytes).subarray(0, digest.blockBytes))
  }
  return output
}
