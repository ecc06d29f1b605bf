import type { KeySealer } from '../../../application/ports/key-sealer.js'
import { TE } from '../../../application/prelude.js'

/** What a proof has to be signed with, to be one. */
export const goodSignature = (text: string): string => `signed ${text}`

/** A seal that shows its binding and that it holds a key, and a proof that anybody can make. */
export const fakeSealer: KeySealer = {
  seal: ({ binding, privateKey }) =>
    TE.right(JSON.stringify({ binding, keyBytes: privateKey.reveal().byteLength })),
  isProof: ({ text, signature }) => signature === goodSignature(text),
}
