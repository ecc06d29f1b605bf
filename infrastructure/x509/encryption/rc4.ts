/** RC4 (RFC 7465 forbids it for TLS; PKCS#12 files of old still carry it): the same function encrypts and decrypts. */
export const rc4 = (cipherKey: Uint8Array, input: Uint8Array): Uint8Array => {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i)
  const at = (i: number): number => state[i & 0xff] ?? 0
  const swap = (i: number, j: number): void => {
    const kept = at(i)
    state[i] = at(j)
    state[j] = kept
  }
  let j = 0
  for (let i = 0; i < 256; i += 1) {
    j = (j + at(i) + (cipherKey[i % cipherKey.length] ?? 0)) & 0xff
    swap(i, j)
  }
  let i = 0
  j = 0
  return Uint8Array.from(input, (byte) => {
    i = (i + 1) & 0xff
    j = (j + at(i)) & 0xff
    swap(i, j)
    return byte ^ at(at(i) + at(j))
  })
}
