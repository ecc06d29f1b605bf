import { createHash, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import type { KeyDeposit, KeyVault, KeyVaultError } from '../../../application/ports/key-vault.js'
import { secretOf } from '../../../application/ports/secret.js'
import { E, type Either } from '../../../application/prelude.js'
import type { KeyRef } from '../../../domain/values/key-ref.js'
import { SpkiDigest } from '../../../domain/values/spki-digest.js'
import { ThumbprintSha256 } from '../../../domain/values/thumbprint.js'

/** The value, or a failing test that shows the refusal. */
export const rightOf = <L, A>(either: Either<L, A>): A => {
  if (E.isRight(either)) return either.right
  throw new Error(`refused: ${JSON.stringify(either.left)}`)
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').toUpperCase()

const generated = {
  'RSA 2048': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'EC P-256': () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  'EC P-521': () => generateKeyPairSync('ec', { namedCurve: 'secp521r1' }),
  'Ed25519': () => generateKeyPairSync('ed25519'),
}

export type KeyKind = keyof typeof generated
export const KEY_KINDS: ReadonlyArray<KeyKind> = ['RSA 2048', 'EC P-256', 'EC P-521', 'Ed25519']

/** A key pair and the digest of its SubjectPublicKeyInfo. */
export type TestKey = { readonly pkcs8: Buffer; readonly spkiDigest: SpkiDigest; readonly privateKey: KeyObject }

export const arbitraryKey = (kind: KeyKind = 'Ed25519'): TestKey => {
  const { privateKey, publicKey } = generated[kind]()
  const spkiDigest = sha256(publicKey.export({ type: 'spki', format: 'der' }))
  if (!SpkiDigest.is(spkiDigest)) throw new Error('no digest')
  return { pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }), spkiDigest, privateKey }
}

export const arbitraryThumbprint = (): ThumbprintSha256 => {
  const thumbprint = sha256(randomBytes(16))
  if (!ThumbprintSha256.is(thumbprint)) throw new Error('no thumbprint')
  return thumbprint
}

/** A deposit of its own copy of the key. */
export const depositOf = (key: TestKey, certificate = arbitraryThumbprint(), generation = 1): KeyDeposit => ({
  certificate,
  generation,
  spkiDigest: key.spkiDigest,
  privateKey: secretOf(Buffer.from(key.pkcs8)),
})

/** The private key under a reference, or the refusal, in a form that can be compared. */
export const opened = async (vault: KeyVault, ref: KeyRef): Promise<Either<KeyVaultError, string>> => {
  const found = await vault.open(ref)()
  return E.isLeft(found) ? found : E.right(Buffer.from(found.right.reveal()).toString('hex'))
}

/** What `opened` gives for this key. */
export const theKey = (key: TestKey): Either<KeyVaultError, string> => E.right(key.pkcs8.toString('hex'))
