import { createHmac, hash, randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { der } from './der.js'
import { ITERATIONS, SALT_BYTES } from './iterations.js'
import { OID } from './object-identifiers.js'

const BLOCK_BYTES = 64
const MAC_KEY_PURPOSE = 3
const ROUNDS_AT_A_TIME = 10_000

const filling = (bytes: Buffer): Buffer => Buffer.alloc(Math.ceil(bytes.length / BLOCK_BYTES) * BLOCK_BYTES, bytes)

/**
 * The MAC key by the key derivation of PKCS#12 with SHA-256, whose 32 bytes are one round's output.
 * Gives other work a turn between thousands of rounds. Source: RFC 7292 appendix B.2, steps 1 to 5.
 */
export const deriveMacKey = async (bmpPassword: Buffer, salt: Buffer, iterations: number): Promise<Buffer> => {
  const diversifier = Buffer.alloc(BLOCK_BYTES, MAC_KEY_PURPOSE)
  const input = Buffer.concat([diversifier, filling(salt), filling(bmpPassword)])
  let key = hash('sha256', input, 'buffer')
  for (let round = 1; round < iterations; round += 1) {
    const next = hash('sha256', key, 'buffer')
    key.fill(0)
    key = next
    if (round % ROUNDS_AT_A_TIME === 0) await setImmediate()
  }
  input.fill(0)
  return key
}

/** MacData over the contents of the authenticated safe: HMAC-SHA-256. Source: RFC 7292 section 5.1. */
export const macData = async (bmpPassword: Buffer, authenticatedSafe: Buffer): Promise<Buffer> => {
  const salt = randomBytes(SALT_BYTES)
  const key = await deriveMacKey(bmpPassword, salt, ITERATIONS)
  const digest = createHmac('sha256', key).update(authenticatedSafe).digest()
  key.fill(0)
  const digestInfo = der.sequence(der.sequence(der.oid(OID.sha256), der.null), der.octets(digest))
  return der.sequence(digestInfo, der.octets(salt), der.integer(ITERATIONS))
}
