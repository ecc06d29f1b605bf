import { createHash, createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { compactDecrypt } from 'jose'
import { Binding, SealedContent } from '../../application/agents/protocol.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import { slotText } from '../../domain/values/slot.js'

/** Why a sealed key is not used. */
export type SealFault = {
  readonly _tag: 'SealFault'
  readonly because:
    | 'SEAL_NOT_OPENED'
    | 'SEAL_MALFORMED'
    | 'SEAL_BOUND_TO_OTHER'
    | 'SEAL_EXPIRED'
    | 'SEAL_CERTIFICATE_DIFFERS'
    | 'SEAL_KEY_DIFFERS'
}

/** What came out of a seal, checked: certificates as DER in base64, the leaf apart; the key as PKCS#8 DER. */
export type OpenedSeal = {
  readonly binding: Binding
  readonly certificate: string
  readonly chain: ReadonlyArray<string>
  readonly privateKey: Buffer
}

/** What was asked for: a seal for anything else is refused. `now` is the instant by the ledger. */
export type Expected = Omit<Binding, 'position' | 'expiresAt'> & { readonly now: Instant }

const MOST_CHARACTERS = 1_048_576

const fault = (because: SealFault['because']): SealFault => ({ _tag: 'SealFault', because })

const sameBinding = (a: Binding, b: Binding): boolean =>
  a.fqdn === b.fqdn && slotText(a.slot) === slotText(b.slot) && a.generation === b.generation &&
  a.attempt === b.attempt && a.thumbprintSha256 === b.thumbprintSha256 && a.position === b.position &&
  a.expiresAt === b.expiresAt

type Decrypted = { readonly header: unknown; readonly content: unknown }

const decrypted = async (jwe: string, key: KeyObject): Promise<Decrypted> => {
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, key, {
    keyManagementAlgorithms: ['ECDH-ES+A256KW'],
    contentEncryptionAlgorithms: ['A256GCM'],
    crit: { binding: true },
    maxDecompressedLength: 0,
  })
  const text = Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength)
  try {
    return { header: protectedHeader['binding'], content: JSON.parse(text.toString('utf8')) }
  } finally {
    text.fill(0)
  }
}

const contentOf = ({ header, content }: Decrypted): Either<SealFault, SealedContent> => {
  if (!SealedContent.is(content) || !Binding.is(header)) return E.left(fault('SEAL_MALFORMED'))
  return sameBinding(content.binding, header) ? E.right(content) : E.left(fault('SEAL_BOUND_TO_OTHER'))
}

const boundTo = (expected: Expected) => ({ binding }: SealedContent): SealFault | null => {
  const { now, ...wanted } = expected
  if (!sameBinding(binding, { ...binding, ...wanted })) return fault('SEAL_BOUND_TO_OTHER')
  return now < binding.expiresAt ? null : fault('SEAL_EXPIRED')
}

const derOf = (base64: string): Buffer => new X509Certificate(Buffer.from(base64, 'base64')).raw

const checkedPair = ({ binding, certificate, chain, privateKey }: SealedContent): Either<SealFault, OpenedSeal> => {
  const key = Buffer.from(privateKey, 'base64')
  try {
    const leaf = new X509Certificate(Buffer.from(certificate, 'base64'))
    const digest = createHash('sha256').update(leaf.raw).digest('hex').toUpperCase()
    if (digest !== binding.thumbprintSha256) return E.left(fault('SEAL_CERTIFICATE_DIFFERS'))
    if (!leaf.checkPrivateKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' })))
      return E.left(fault('SEAL_KEY_DIFFERS'))
    const issuers = chain.map((issuer) => derOf(issuer).toString('base64'))
    return E.right({ binding, certificate: leaf.raw.toString('base64'), chain: issuers, privateKey: key })
  } catch {
    key.fill(0)
    return E.left(fault('SEAL_MALFORMED'))
  }
}

/**
 * Opens what the ledger sealed to this agent, and gives it out only where header, content and expectation say the same
 * front end, slot, generation, attempt and certificate, where it has not expired, and where certificate and key belong
 * together. Source: RFC 7516, RFC 7518 section 4.6, RFC 8037 section 3.2.
 */
export const openSealed = (jwe: string, sealingKey: KeyObject, expected: Expected): TaskEither<SealFault, OpenedSeal> =>
  pipe(
    jwe.length > MOST_CHARACTERS
      ? TE.left(fault('SEAL_MALFORMED'))
      : TE.tryCatch(() => decrypted(jwe, sealingKey), () => fault('SEAL_NOT_OPENED')),
    TE.chainEitherK(contentOf),
    TE.chainEitherK((content) => {
      const refused = boundTo(expected)(content)
      return refused === null ? E.right(content) : E.left(refused)
    }),
    TE.chainEitherK(checkedPair),
  )
