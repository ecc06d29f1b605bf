import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import fc from 'fast-check'

const ofCurve = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey

const keys: Readonly<Record<string, KeyObject>> = {
  'P-256': ofCurve('P-256'),
  'P-384': ofCurve('P-384'),
  Ed25519: generateKeyPairSync('ed25519').privateKey,
  'RSA 1024': generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
  'RSA 2048': generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
}

const encryption = { cipher: 'aes-256-cbc', passphrase: 'a password' }

const pemsOf = (key: KeyObject): ReadonlyArray<string> => [
  key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  key.export({ type: 'pkcs8', format: 'pem', ...encryption }).toString(),
  ...(key.asymmetricKeyType === 'ec' ? [key.export({ type: 'sec1', format: 'pem' }).toString()] : []),
  ...(key.asymmetricKeyType === 'rsa' ? [key.export({ type: 'pkcs1', format: 'pem' }).toString()] : []),
]

const bodyOf = (pem: string): string => pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '')

const hexPairs = (pem: string): ReadonlyArray<string> =>
  Buffer.from(bodyOf(pem), 'base64').toString('hex').match(/../g) ?? []

/** How people come to paste it: as it is, on one line, without its frame, quoted, in hexadecimal, in JSON. */
const writings: ReadonlyArray<(pem: string) => string> = [
  (pem) => pem,
  (pem) => pem.replaceAll('\n', ' '),
  (pem) => pem.replaceAll('\n', ''),
  (pem) => pem.replaceAll('\n', '\\n'),
  (pem) => `"${bodyOf(pem)}"`,
  (pem) => (bodyOf(pem).match(/.{1,64}/g) ?? []).join('\n'),
  (pem) => Buffer.from(bodyOf(pem), 'base64').toString('base64url'),
  (pem) => Buffer.from(pem).toString('base64'),
  (pem) => Buffer.from(bodyOf(pem), 'base64').toString('hex'),
  (pem) => hexPairs(pem).join(':').toUpperCase(),
  (pem) => hexPairs(pem).map((byte) => `0x${byte}`).join(','),
  (pem) => JSON.stringify({ key: pem }),
]

const texts = Object.values(keys).flatMap(pemsOf).flatMap((pem) => writings.map((written) => written(pem)))

/** Every usual writing of private keys of every kind, each whole. */
export const keyTexts: ReadonlyArray<string> = texts

/** One of them, and the same with something before and behind it. */
export const arbitraryKeyText: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('', ' ', 'key=', 'PRIVATE: '), fc.constantFrom(...texts), fc.constantFrom('', '\n', ' .'))
  .map((parts) => parts.join(''))

const pfxHead = Buffer.from('308209a80201033082096e', 'hex')

/** The beginning of a PKCS#12 file in base64; behind its head it is as good as random. */
export const pfxText = Buffer.concat([pfxHead, randomBytes(700)]).toString('base64')

const letters = (text: string): string => text.replace(/[^A-Za-z0-9+/_-]/g, '')

/** True where 24 letters in a row of a text are repeated in what was shown, as they are or with breaks between them. */
export const repeats = (shown: string, text: string): boolean => {
  const [all, given] = [letters(shown), letters(text)]
  for (let at = 0; at + 24 <= given.length; at += 1) {
    const part = given.slice(at, at + 24)
    if (!/^[A-Za-z-]*$/.test(part) && all.includes(part)) return true
  }
  return false
}
