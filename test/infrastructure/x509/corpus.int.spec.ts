import { createPrivateKey, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { CertificateReadError } from '../../../application/ports/certificate-reader.js'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import { certificateReader } from '../../../infrastructure/x509/certificate-reader.js'
import { corpus, corpusFile, type CorpusEntry } from './corpus.js'
import { readHere, readOf, refusalOf } from './reading.js'

type Refusal = Pick<CertificateReadError, '_tag'> & Readonly<Record<string, unknown>>

const wrongPassword: Refusal = { _tag: 'WrongPassword', format: 'PKCS#12' }
const iterations = (found: number): Refusal =>
  ({ _tag: 'LimitExceeded', limit: 'iterations', allowed: 5_000_000, found })
const noCertificate = (keys: number): Refusal => ({ _tag: 'NoCertificate', format: 'PKCS#12', keys })

const RSA_LEAF = '572F6DBF8717758652DADBA73E478CAD0042AE90'
const EC_LEAF = '17B488D37F4ECFA094160DF557AD1AEAB55C4035'
const bothLeaves: Refusal = {
  _tag: 'SeveralCertificates',
  candidates: [
    { thumbprint: RSA_LEAF, subject: 'O=Example,CN=leaf.example.test', hasPrivateKey: true },
    { thumbprint: EC_LEAF, subject: 'O=Example,CN=leaf.example.test', hasPrivateKey: true },
  ],
}

/** Every file of the corpus that is rightly refused; all others open. */
const refused: Readonly<Record<string, Refusal>> = {
  'key-rsa2048.pfx, wrong': wrongPassword,
  'enc-legacy-rc2-40.pfx, wrong': wrongPassword,
  'cont-nocert.pfx, s3cret!': noCertificate(1),
  'sec.pfx, s3cret!': noCertificate(0),
  'c-empty.pfx, s3cret!': noCertificate(0),
  'multi.pfx, s3cret!': bothLeaves,
  'c-multi.pfx, s3cret!': bothLeaves,
  'c-multi-noid.pfx, s3cret!': bothLeaves,
  'c-lkid-lie.pfx, s3cret!': bothLeaves,
  'c-mismatch.pfx, s3cret!': {
    _tag: 'KeyDoesNotMatch',
    certificates: [{ thumbprint: RSA_LEAF, subject: 'O=Example,CN=leaf.example.test', hasPrivateKey: false }],
    keys: ['9D8CC53F9F9904C1FE7E94CD255DB1B6D6315EF177E8F7FA9900040CDDAAF3B8'],
  },
  'iter-10000000.pfx, s3cret!': iterations(30_000_000),
  'd-iter-mac-2e31.pfx, s3cret!': iterations(2_147_483_647),
  'd-iter-pbes2-2e31.pfx, s3cret!': iterations(2_147_483_647 + 2_048),
  'd-iter-pbmac1-2e31.pfx, s3cret!': iterations(2_147_483_647),
  'd-deep5k.pfx, s3cret!': { _tag: 'LimitExceeded', limit: 'nesting', allowed: 64, found: null },
  'd-hugelen.pfx, s3cret!': {
    _tag: 'FileCorrupt', format: 'PKCS#12', detail: 'the file is cut short or garbled',
  },
  'd-zero.pfx, s3cret!': { _tag: 'FileEmpty' },
}

/** Thumbprints that OpenSSL 3.0 cannot tell, because it does not open the file. */
const beyondOpenssl: Readonly<Record<string, string>> = {
  'c-pbmac1-256.pfx': RSA_LEAF,
  'c-pbmac1-512.pfx': RSA_LEAF,
}

const caseOf = ({ file, password }: CorpusEntry): string => `${file}, ${password}`

const opening = corpus.filter((entry) => refused[caseOf(entry)] === undefined)
const refusing = corpus.filter((entry) => refused[caseOf(entry)] !== undefined)
/** With more time than by default, so that a busy machine changes no answer. */
const reader = certificateReader({ wallMs: 60_000 })

const readByWorker = ({ file, password }: CorpusEntry) =>
  reader.read({ bytes: corpusFile(file), password: secretOf(Buffer.from(password)), thumbprint: null })()

const withoutKey = ['cont-nokey.pfx', 'trust.pfx']

describe('the corpus', () => {
  it('is complete: each entry of the manifest either opens or has its refusal here', () => {
    expect(corpus).toHaveLength(79)
    expect(refusing.map(caseOf).toSorted()).toEqual(Object.keys(refused).toSorted())
    expect(opening).toHaveLength(62)
  })

  it.each(opening)('opens $file: $what', ({ file, password, thumbprints }) => {
    const read = readOf(readHere(corpusFile(file), password))

    expect([...thumbprints, beyondOpenssl[file]]).toContain(read.facts.thumbprint)
    expect(new X509Certificate(Buffer.from(read.der, 'base64')).fingerprint.replaceAll(':', ''))
      .toBe(read.facts.thumbprint)
    expect(read.format).toBe('PKCS#12')
  })

  it.each(opening)('hands out the key of $file, which belongs to its certificate', ({ file, password }) => {
    const { der, privateKey } = readOf(readHere(corpusFile(file), password))

    if (privateKey === null) expect(withoutKey).toContain(file)
    else {
      const pkcs8 = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' })
      expect(new X509Certificate(Buffer.from(der, 'base64')).checkPrivateKey(pkcs8)).toBe(true)
    }
  })

  it.each(refusing.filter(({ file }) => file !== 'd-zero.pfx'))('refuses $file ($what), and says why', (entry) => {
    const refusal = refusalOf(readHere(corpusFile(entry.file), entry.password))

    expect(refusal).toEqual(refused[caseOf(entry)])
  })

  it.each(corpus)('reads $file by its worker as in the same thread', async (entry) => {
    const answer = await readByWorker(entry)

    if (E.isLeft(answer)) {
      expect(answer.left).toEqual(refused[caseOf(entry)])
      return
    }
    const here = readOf(readHere(corpusFile(entry.file), entry.password))
    const { privateKey, ...read } = answer.right
    expect({ ...read, privateKey: privateKey && Buffer.from(privateKey.reveal()).toString('hex') })
      .toEqual({ ...here, privateKey: here.privateKey && Buffer.from(here.privateKey).toString('hex') })
  })
})
