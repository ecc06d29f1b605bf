import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import { certificateReader } from '../../../infrastructure/x509/certificate-reader.js'
import { factsOfDer } from '../../../infrastructure/x509/facts-of-der.js'
import { corpusFile, usualPassword } from './corpus.js'
import { readHere, type Answer } from './reading.js'

/** Files whose insides are reached by a change, because no MAC stands before them, and one of each other sort. */
const seeds = [
  'mac-none.pfx', 'enc-all-plain.pfx', 'enc-cert-plain.pfx', 'c-crl-secret.pfx', 'c-nested.pfx', 'c-ber-indef.pfx',
  'c-multi.pfx', 'c-pbmac1-256.pfx', 'c-scrypt.pfx', 'enc-legacy-rc2-40.pfx', 'enc-rc4-128.pfx', 'key-ec-explicit.pfx',
  'key-rsapss.pfx', 'cont-chain.pfx', 'java.pfx', 'd-iter-pbes2-2e31.pfx',
].map(corpusFile)

const pemSeeds = ['rsa2048.pem', 'ec-p-256.pem', 'ed25519.pem', 'rsapss.pem', 'rsa2048.csr'].map(corpusFile)

type Edit = (bytes: Uint8Array) => Uint8Array

const spliced = (bytes: Uint8Array, at: number, removed: number, added: ReadonlyArray<number>): Uint8Array =>
  Uint8Array.from([...bytes.subarray(0, at), ...added, ...bytes.subarray(at + removed)])

const RESOLUTION = 2 ** 20
const at = (bytes: Uint8Array, where: number): number => Math.floor((where / RESOLUTION) * bytes.length)

/** Evenly over the file; left to itself the generator would mostly choose the first byte. */
const place = fc.noBias(fc.nat(RESOLUTION - 1))

/** One in four places lies in the first sixteenth, where the outer structure is. */
const anywhere = fc.oneof({ weight: 3, arbitrary: place }, { weight: 1, arbitrary: fc.noBias(fc.nat(RESOLUTION / 16)) })

const inPlace: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(anywhere, fc.nat(255)).map(([where, byte]): Edit => (bytes) => spliced(bytes, at(bytes, where), 1, [byte])),
  fc.tuple(anywhere, fc.nat(7)).map(([where, bit]): Edit => (bytes) =>
    spliced(bytes, at(bytes, where), 1, [(bytes[at(bytes, where)] ?? 0) ^ (1 << bit)])),
  fc.tuple(anywhere, fc.constantFrom([0x80], [0x84, 0x7f, 0xff, 0xff, 0xff], [0x30, 0x80], [0x24, 0x80], [0x00, 0x00]))
    .map(([where, added]): Edit => (bytes) => spliced(bytes, at(bytes, where), added.length, added)),
)

const moving: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(anywhere, fc.nat(64)).map(([where, count]): Edit => (bytes) => spliced(bytes, at(bytes, where), count, [])),
  fc.tuple(anywhere, fc.array(fc.nat(255), { maxLength: 16 }))
    .map(([where, added]): Edit => (bytes) => spliced(bytes, at(bytes, where), 0, added)),
  fc.tuple(anywhere, place, fc.nat(200)).map(([from, to, count]): Edit => (bytes) =>
    spliced(bytes, at(bytes, to), 0, [...bytes.subarray(at(bytes, from), at(bytes, from) + count)])),
  anywhere.map((where): Edit => (bytes) => bytes.slice(0, at(bytes, where))),
)

/** Most edits keep the length, so that what stands around the changed place still fits. */
const edit = fc.oneof({ weight: 5, arbitrary: inPlace }, { weight: 1, arbitrary: moving })

const mutated = (files: ReadonlyArray<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(fc.constantFrom(...files), fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([file, edits]) => edits.reduce((bytes, change) => change(bytes), file))

const password = fc.constantFrom(usualPassword, '', null)

/** What opened must be sound: its bytes give its thumbprint, and its key belongs to it. */
const isSound = (answer: Answer): boolean => {
  if (E.isLeft(answer)) return answer.left._tag !== 'ReaderFailed'
  const { der, facts, privateKey } = answer.right
  const bytes = Buffer.from(der, 'base64')
  const belongs = privateKey === null || new X509Certificate(bytes)
    .checkPrivateKey(createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }))
  return belongs && createHash('sha1').update(bytes).digest('hex').toUpperCase() === facts.thumbprint
}

const LONGEST_MS = 5_000

/** Reads, and gives how it ended: thrown errors pass through and fail the property. */
const tagOf = (bytes: Uint8Array, given: string | null): string => {
  const began = performance.now()
  const answer = readHere(bytes, given, { iterations: 50_000, derivationBytes: 2 ** 25 })
  expect(isSound(answer)).toBe(true)
  expect(performance.now() - began).toBeLessThan(LONGEST_MS)
  return E.isRight(answer) ? 'opened' : answer.left._tag
}

describe('a mutated file', () => {
  it('gives a refusal or a sound certificate, two thousand PKCS#12 files in turn', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(mutated(seeds), password, (bytes, given) => {
        const tag = tagOf(bytes, given)
        seen.set(tag, (seen.get(tag) ?? 0) + 1)
      }),
      { numRuns: 2_000 },
    )

    const reached = ['opened', 'FileCorrupt', 'WrongPassword', 'PasswordRequired', 'LimitExceeded']
    expect([...seen.keys()]).toEqual(expect.arrayContaining(reached))
    expect(seen.get('NotACertificateFile') ?? 0).toBeLessThan(500)
  })

  it('gives a refusal or a sound certificate, five hundred PEM files in turn', () => {
    fc.assert(fc.property(mutated(pemSeeds), (bytes) => void tagOf(bytes, null)), { numRuns: 500 })
  })

  it('gives facts or a refusal, a thousand certificates in turn', () => {
    const certificates = pemSeeds.slice(0, 4).map((pem) => new Uint8Array(new X509Certificate(pem).raw))
    const property = fc.property(mutated(certificates), (der) => {
      const facts = factsOfDer(der)
      expect(E.isRight(facts) || facts.left._tag === 'FileCorrupt').toBe(true)
    })

    fc.assert(property, { numRuns: 1_000 })
  })

  it('gives a refusal, five hundred times random bytes', () => {
    const beginnings = [[], [0x30, 0x80], [0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x03], [0xfe, 0xed], [0xff, 0xfe]]
    const bytes = fc.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 600 }))
      .map(([beginning, others]) => Uint8Array.from([...beginning, ...others]))

    fc.assert(fc.property(bytes, (random) => void expect(tagOf(random, '')).not.toBe('opened')), { numRuns: 500 })
  })

  it('does not stop the worker, sixty times', async () => {
    const reader = certificateReader()
    const run = fc.asyncProperty(mutated(seeds), async (bytes) => {
      const answer = await reader.read({ bytes, password: secretOf(Buffer.from(usualPassword)), thumbprint: null })()
      expect(E.isRight(answer) || answer.left._tag !== 'ReaderFailed').toBe(true)
    })

    await fc.assert(run, { numRuns: 60 })
  })
})
