import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { CompactSign } from 'jose'
import type {
  AnswerNotSigned, AnswerSigner, FreshSigningKey, SignAnswer,
} from '../../application/ports/answer-signer.js'
import { secretOf } from '../../application/ports/secret.js'
import { E, pipe, TE } from '../../application/prelude.js'
import { PublicKeyText } from '../../domain/values/agent-keys.js'
import { SpkiDigest } from '../../domain/values/spki-digest.js'

const notSigned = (): AnswerNotSigned => ({ _tag: 'AnswerNotSigned' })

const freshKey = (): FreshSigningKey => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const spkiDigest = createHash('sha256').update(spki).digest('hex').toUpperCase()
  if (!PublicKeyText.is(x) || !SpkiDigest.is(spkiDigest)) throw new TypeError('no Ed25519 key')
  return { privateKey: secretOf(privateKey.export({ type: 'pkcs8', format: 'der' })), publicKey: x, spkiDigest }
}

const readKey = (pkcs8: Uint8Array): KeyObject => {
  const key = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength)
  const read = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  if (read.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key')
  return read
}

const signed = (key: KeyObject, answer: object, message: string): Promise<string> =>
  new CompactSign(Buffer.from(JSON.stringify(answer), 'utf8'))
    .setProtectedHeader({
      alg: 'EdDSA', crit: ['req'], req: createHash('sha256').update(message).digest('base64url'),
    })
    .sign(key, { crit: { req: true } })

/** Signs with JOSE; the key leaves Node's own memory for keys no more once it was read. */
export const answerSigner: AnswerSigner = {
  freshKey: () => TE.fromEither(E.tryCatch(freshKey, notSigned)),
  signingWith: (privateKey) =>
    pipe(
      E.tryCatch(() => readKey(privateKey.reveal()), notSigned),
      E.map((key): SignAnswer => (answer, message) => TE.tryCatch(() => signed(key, answer, message), notSigned)),
      TE.fromEither,
    ),
}
