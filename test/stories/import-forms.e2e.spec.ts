import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  authority, certificateOf, newKey, openssl, opensslOut, opensslThumbprint, stored, textOf, type Made,
} from '../infrastructure/x509/openssl.js'
import { desk } from './certledger.js'
import { places } from './places.js'

const PASSWORD = 'pass word'

const rsa = certificateOf({ subject: '/C=DE/O=Contoso/CN=oauth.contoso.com', key: newKey('RSA 2048') })
const p256 = certificateOf({ subject: '/CN=p256.contoso.com', key: newKey('P-256') })
const p384 = certificateOf({ subject: '/CN=p384.contoso.com', key: newKey('P-384') })
const ed25519 = certificateOf({ subject: '/CN=ed25519.contoso.com', key: newKey('Ed25519') })
const root = certificateOf({ subject: '/CN=Contoso Root', key: newKey('RSA 2048'), extensions: authority })
const issued = certificateOf({ subject: '/CN=issued.contoso.com', key: newKey('RSA 2048'), issuer: root })

const passwordIn = (password: string): string => `file:${stored(`${password}\n`)}`

const pkcs12 = ({ key, certificate }: Made, password: string, ...options: ReadonlyArray<string>): Uint8Array => {
  const protection = ['-passout', passwordIn(password), ...options]
  return opensslOut('pkcs12', '-export', '-inkey', key, '-in', certificate, ...protection)
}

const subjectOf = ({ certificate }: Made): string => {
  const line = openssl('x509', '-in', certificate, '-noout', '-subject', '-nameopt', 'RFC2253').toString()
  return line.replace(/^subject=\s*/, '').trim()
}

type Key = { readonly keyAlgorithm: string; readonly keySize: number }
type Form = readonly [string, Made, Uint8Array, string | null, Key]

const rsa2048 = { keyAlgorithm: 'RSA', keySize: 2048 }

const forms: ReadonlyArray<Form> = [
  ['PKCS#12 as OpenSSL 3 makes it', rsa, pkcs12(rsa, PASSWORD), PASSWORD, rsa2048],
  ['PKCS#12 as OpenSSL 1 and Windows made it', rsa, pkcs12(rsa, PASSWORD, '-legacy'), PASSWORD, rsa2048],
  [
    'PKCS#12 with 3DES and a SHA-1 MAC', rsa,
    pkcs12(rsa, PASSWORD, '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'),
    PASSWORD, rsa2048,
  ],
  [
    'PKCS#12 with AES-128', rsa,
    pkcs12(rsa, PASSWORD, '-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512'), PASSWORD, rsa2048,
  ],
  ['PKCS#12 without a MAC', rsa, pkcs12(rsa, PASSWORD, '-nomac'), PASSWORD, rsa2048],
  ['PKCS#12 with one iteration', rsa, pkcs12(rsa, PASSWORD, '-noiter', '-nomaciter'), PASSWORD, rsa2048],
  ['PKCS#12 under the empty password', rsa, pkcs12(rsa, ''), '', rsa2048],
  ['PKCS#12 under a password beyond ASCII', rsa, pkcs12(rsa, 'Zäsur – ключ'), 'Zäsur – ключ', rsa2048],
  ['PKCS#12 under a password with blanks around', rsa, pkcs12(rsa, '  s3cret  '), '  s3cret  ', rsa2048],
  ['PKCS#12 with a chain', issued, pkcs12(issued, PASSWORD, '-certfile', root.certificate), PASSWORD, rsa2048],
  ['PKCS#12 with an EC P-256 key', p256, pkcs12(p256, PASSWORD), PASSWORD, { keyAlgorithm: 'EC', keySize: 256 }],
  ['PKCS#12 with an EC P-384 key', p384, pkcs12(p384, PASSWORD), PASSWORD, { keyAlgorithm: 'EC', keySize: 384 }],
  [
    'PKCS#12 with an Ed25519 key', ed25519, pkcs12(ed25519, PASSWORD),
    PASSWORD, { keyAlgorithm: 'Ed25519', keySize: 0 },
  ],
  ['PEM with a PKCS#8 key', rsa, Buffer.from(textOf(rsa.certificate) + textOf(rsa.key)), null, rsa2048],
  [
    'PEM with an encrypted PKCS#8 key', rsa,
    Buffer.concat([
      Buffer.from(textOf(rsa.certificate)),
      opensslOut('pkcs8', '-topk8', '-in', rsa.key, '-v2', 'aes256', '-passout', passwordIn(PASSWORD)),
    ]),
    PASSWORD, rsa2048,
  ],
  [
    'PEM with a PKCS#1 key', rsa,
    Buffer.concat([opensslOut('rsa', '-traditional', '-in', rsa.key), Buffer.from(textOf(rsa.certificate))]),
    null, rsa2048,
  ],
  [
    'PEM with a SEC1 key', p256,
    Buffer.concat([opensslOut('ec', '-in', p256.key), Buffer.from(textOf(p256.certificate))]), null,
    { keyAlgorithm: 'EC', keySize: 256 },
  ],
]

describe('an import', () => {
  it.each(forms)('opens %s', async (_, made, bytes, password, key) => {
    const { file, json } = desk()
    const path = file('given.pfx', bytes)
    const given = password === null ? [] : ['--password-file', file('pw.txt', `${password}\n`)]
    const { certificate, events, findings } = await json('certificate', 'import', '--path', path, ...given)
    expect(certificate).toMatchObject({
      thumbprint: opensslThumbprint(made.certificate),
      subject: subjectOf(made),
      hasPrivateKey: true,
      ...key,
    })
    expect(events).toMatchObject([{ type: 'CertificateImported', revision: 0, position: 1 }])
    expect(findings).toBeInstanceOf(Array)
  })

  it('leaves nothing behind where it is refused, not even a ledger', async () => {
    const { file, refusal, certledger, ledger } = desk()
    const short = certificateOf({ subject: '/CN=short', key: shortKey() })
    const path = file('short.pfx', pkcs12(short, PASSWORD))
    const importing = ['certificate', 'import', '--path', path, '--password-file']
    expect(await refusal(...importing, file('other.txt', 'wrong'))).toMatchObject({ type: 'WrongPassword' })
    const given = [...importing, file('pw.txt', PASSWORD)]
    expect(await refusal(...given, '--type', 'OAuthTokenIssuer')).toMatchObject({ code: 8 })
    expect(existsSync(ledger)).toBe(false)
    expect(await certledger('certificate', 'list', '-o', 'jsonl')).toMatchObject({ code: 9, out: '' })
  })
})

describe.each(places)('an import into a ledger %s', (_, at) => {
  it('opens a certificate alone, and says that it has no key', async () => {
    const { file, json } = await at()
    const der = file('leaf.cer', opensslOut('x509', '-in', rsa.certificate, '-outform', 'DER'))
    const { certificate } = await json('certificate', 'import', '--path', der)
    expect(certificate).toMatchObject({ thumbprint: opensslThumbprint(rsa.certificate), hasPrivateKey: false })
  })

  it('tells a wrong password from a corrupt file', async () => {
    const { file, refusal } = await at()
    const whole = pkcs12(rsa, PASSWORD)
    const corrupt = Uint8Array.from(whole).fill(0, 40, 60)
    const password = ['--password-file', file('pw.txt', 'wrong')]
    expect(await refusal('certificate', 'import', '--path', file('a.pfx', whole), ...password)).toMatchObject({
      type: 'WrongPassword',
      code: 1,
    })
    expect(await refusal('certificate', 'import', '--path', file('b.pfx', corrupt), ...password)).toMatchObject({
      type: 'FileCorrupt',
      code: 1,
    })
  })

  it('says that a file needs a password', async () => {
    const { file, refusal } = await at()
    const path = file('a.pfx', pkcs12(rsa, PASSWORD))
    expect(await refusal('certificate', 'import', '--path', path)).toMatchObject({ type: 'PasswordRequired', code: 1 })
  })

  it('knows a JKS file by its bytes, whatever its name says', async () => {
    const { file, refusal } = await at()
    const jks = Buffer.concat([Buffer.from('feedfeed0000000200000001', 'hex'), Buffer.alloc(200)])
    expect(await refusal('certificate', 'import', '--path', file('store.pfx', jks))).toMatchObject({
      type: 'NotACertificateFile',
      looksLike: 'JKS',
      code: 1,
    })
  })

  it('of several keys wants to know which, and lists them', async () => {
    const { file, refusal, json } = await at()
    const both = [rsa, p256].map(({ certificate, key }) => textOf(certificate) + textOf(key)).join('')
    const path = file('both.pem', both)
    const { candidates } = await refusal('certificate', 'import', '--path', path)
    expect(candidates).toMatchObject([{ thumbprint: opensslThumbprint(rsa.certificate) }, { hasPrivateKey: true }])
    const { certificate } = await json(
      'certificate', 'import', '--path', path, '--thumbprint', opensslThumbprint(p256.certificate).toLowerCase(),
    )
    expect(certificate).toMatchObject({ keyAlgorithm: 'EC' })
  })
})

/** RSA below 2048 bits, which OAuthTokenIssuer forbids. */
const shortKey = (): string => {
  const key = opensslOut('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024')
  return stored(key, 'key')
}
