import { createHash, generateKeyPairSync } from 'node:crypto'
import type {
  CertificateReadError, CertificateReader, ReadCertificate,
} from '../../../application/ports/certificate-reader.js'
import { secretOf, type Secret } from '../../../application/ports/secret.js'
import { E, type Either } from '../../../application/prelude.js'
import type { CertificateFacts } from '../../../domain/certificate/facts.js'
import { SpkiDigest } from '../../../domain/values/spki-digest.js'
import { factsOf } from '../certificates.js'
import { decoded } from '../decoded.js'

type Pair = { readonly pkcs8: Buffer; readonly spkiDigest: SpkiDigest }

const pairs = new Map<string, Pair>()

const newPair = (): Pair => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const digest = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('hex')
  return {
    pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }),
    spkiDigest: decoded(SpkiDigest, digest.toUpperCase()),
  }
}

/** The key pair of a certificate: real, and the same as long as the process lives. */
const pairOf = (name: string): Pair => {
  const pair = pairs.get(name) ?? newPair()
  pairs.set(name, pair)
  return pair
}

/** The PKCS#8 DER of the key that belongs to a certificate. */
export const keyOf = (name: string): Buffer => pairOf(name).pkcs8

/** What a certificate says of itself: that of `factsOf`, and the digest of its real key. */
export const trueFactsOf = (name: string, overrides: Partial<CertificateFacts> = {}): CertificateFacts =>
  factsOf(name, { spkiDigest: pairOf(name).spkiDigest, ...overrides })

/** What a file holds, as far as it is not the default: certificate A with its key and a root, under no password. */
export type FileContent = {
  readonly name: string
  readonly facts?: Partial<CertificateFacts>
  readonly chain?: ReadCertificate['chain']
  readonly withKey?: boolean
  readonly password?: string
}

const root: ReadCertificate['chain'][number] = {
  facts: factsOf('root', { subject: 'CN=Contoso Root CA', isSelfSigned: true }),
  der: 'cm9vdA==',
}

/** Makes a file. The same content gives the same bytes. */
export const fileOf = (content: string | FileContent): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(typeof content === 'string' ? { name: content } : content))

const contentOf = (bytes: Uint8Array): FileContent | undefined => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as FileContent
  } catch {
    return undefined
  }
}

const textOf = (secret: Secret | null): string | undefined =>
  secret === null ? undefined : Buffer.from(secret.reveal()).toString()

const opened = ({ name, facts, chain = [root], withKey = true }: FileContent): ReadCertificate => ({
  facts: trueFactsOf(name, facts),
  der: 'bGVhZg==',
  chain,
  privateKey: withKey ? secretOf(Buffer.from(keyOf(name))) : null,
  format: 'PKCS#12',
  friendlyName: `The certificate ${name}`,
})

const readFile = (bytes: Uint8Array, password: Secret | null): Either<CertificateReadError, ReadCertificate> => {
  const content = contentOf(bytes)
  if (content === undefined) return E.left({ _tag: 'NotACertificateFile', looksLike: 'unknown' })
  return content.password === undefined || content.password === textOf(password)
    ? E.right(opened(content))
    : E.left({ _tag: 'WrongPassword', format: 'PKCS#12' })
}

/** Reads the files that `fileOf` made, and no others. */
export const fakeReader: CertificateReader = {
  read: ({ bytes, password }) => () => Promise.resolve(readFile(bytes, password)),
}
