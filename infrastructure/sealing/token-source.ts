import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { secretOf } from '../../application/ports/secret.js'
import type { TokenSource } from '../../application/ports/token-source.js'
import { TokenDigest, TokenId, type TokenMark } from '../../domain/values/token-digest.js'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const ID_CHARACTERS = 16
const SECRET_BYTES = 32
/** Prefix, id and secret with what stands between them; the last character of 32 bytes holds four bits. */
const FORM = /^cl[ti]_([a-z2-7]{16})_([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])$/
const WRITTEN_BYTES = 64

const markFrom = (id: string, secret: string): TokenMark => {
  const digest = createHash('sha256').update(Buffer.from(secret, 'base64url')).digest('hex').toUpperCase()
  if (!TokenId.is(id) || !TokenDigest.is(digest)) throw new TypeError('not the mark of a token')
  return { id, digest }
}

/** 32 letters: five bits of each random byte, so that every letter is as likely as any other. */
const freshId = (): string =>
  Array.from(randomBytes(ID_CHARACTERS), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')

/** Tokens from the system's random numbers; digests are compared in constant time. */
export const tokenSource: TokenSource = {
  fresh: (prefix) => {
    const id = freshId()
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    return { mark: markFrom(id, secret), text: secretOf(Buffer.from(`${prefix}_${id}_${secret}`, 'ascii')) }
  },
  markOf: (text) => {
    const bytes = text.reveal()
    if (bytes.length !== WRITTEN_BYTES) return undefined
    const [, id, secret] = FORM.exec(Buffer.from(bytes).toString('latin1')) ?? []
    return id === undefined || secret === undefined ? undefined : markFrom(id, secret)
  },
  isSame: (given, kept) =>
    timingSafeEqual(Buffer.from(given.digest, 'hex'), Buffer.from(kept.digest, 'hex')) && given.id === kept.id,
}
