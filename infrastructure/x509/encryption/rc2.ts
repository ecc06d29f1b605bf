import forge from 'node-forge'

const BLOCK = 8

const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

const unpadded = (padded: Uint8Array): Uint8Array | null => {
  const count = padded.at(-1) ?? 0
  const holds = count >= 1 && count <= BLOCK && padded.subarray(-count).every((byte) => byte === count)
  return holds ? padded.subarray(0, -count) : null
}

/**
 * Decrypts RC2 in CBC mode, which OpenSSL 3 no longer offers by default. null when the padding does not hold.
 * `effectiveBits` is the strength that the key is reduced to. Source: RFC 2268.
 */
export const decryptRc2 = (
  cipherKey: Uint8Array,
  effectiveBits: number,
  initialVector: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | null => {
  const cipher = forge.rc2.createDecryptionCipher(binary(cipherKey), effectiveBits)
  cipher.start(binary(initialVector))
  cipher.update(forge.util.createBuffer(binary(ciphertext)))
  // The library's own padding check lets wrong paddings pass, so it is told to leave the padding alone.
  return cipher.finish(() => true) ? unpadded(Buffer.from(cipher.output.getBytes(), 'latin1')) : null
}
