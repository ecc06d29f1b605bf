import { describe, expect, it } from 'vitest'
import {
  authority, certificateOf, keyKinds, newKey, opensslOut, opensslThumbprint, stored, textOf, type Made,
} from './openssl.js'
import { readHere, readOf, refusalOf } from './reading.js'

const root = certificateOf({ subject: '/CN=Root', extensions: authority })
const leaf = certificateOf({ key: newKey('RSA 2048'), issuer: root })
const thumbprint = opensslThumbprint(leaf.certificate)

const exported = (made: Made, password: string, options: ReadonlyArray<string>): Uint8Array => {
  const secret = stored(`${password}\n`, 'txt')
  return opensslOut('pkcs12', '-export', '-in', made.certificate, '-inkey', made.key, '-passout', `file:${secret}`,
    ...options)
}

const both = (scheme: string): ReadonlyArray<string> => ['-keypbe', scheme, '-certpbe', scheme]

const forms: ReadonlyArray<ReadonlyArray<string>> = [
  [],
  ['-legacy'],
  ['-legacy', '-descert'],
  ...['NONE', 'AES-128-CBC', 'AES-192-CBC', 'AES-256-CBC', 'DES-EDE3-CBC', 'CAMELLIA-128-CBC', 'CAMELLIA-192-CBC',
    'CAMELLIA-256-CBC', 'ARIA-128-CBC', 'ARIA-256-CBC'].map(both),
  ...['PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-128', 'PBE-SHA1-RC4-40', 'PBE-SHA1-RC4-128', 'PBE-SHA1-3DES', 'PBE-SHA1-2DES',
    'DES-CBC', 'RC2-CBC', 'RC2-40-CBC', 'RC2-64-CBC'].map((scheme) => ['-legacy', ...both(scheme)]),
  ...['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-224', 'sha512-256', 'sha3-224', 'sha3-256', 'sha3-384',
    'sha3-512', 'md5'].map((digest) => ['-macalg', digest]),
  ['-nomac'],
  ['-nomac', ...both('NONE')],
  ['-nomac', '-legacy'],
  ['-keypbe', 'NONE'],
  ['-certpbe', 'NONE'],
  ['-noiter', '-nomaciter'],
  ['-iter', '1'],
  ['-iter', '50000'],
  ['-nomaciter', '-iter', '3000'],
  ['-keysig'],
  ['-keyex', '-LMK', '-CSP', 'Microsoft Enhanced RSA and AES Cryptographic Provider'],
  ['-name', 'näme 日本'],
]

describe('a PKCS#12 file that OpenSSL exports', () => {
  it.each(forms.map((options) => ({ options, form: options.join(' ') || 'by default' })))(
    'opens in the form: $form',
    ({ options }) => {
      const read = readOf(readHere(exported(leaf, 'pass word', options), 'pass word'))

      expect(read.facts).toMatchObject({ thumbprint, subject: 'CN=leaf.example.test', keySize: 2048 })
      expect(read.privateKey).not.toBeNull()
    },
  )

  it.each(Object.keys(keyKinds).map((kind) => kind as keyof typeof keyKinds))('opens with a key of %s', (kind) => {
    const made = certificateOf({ key: newKey(kind), issuer: root })
    const read = readOf(readHere(exported(made, 'x', []), 'x'))

    expect(read.facts.thumbprint).toBe(opensslThumbprint(made.certificate))
    expect(read.privateKey).not.toBeNull()
  })

  it('opens with a DSA key, whose algorithm is called other', () => {
    const size = ['-pkeyopt', 'dsa_paramgen_bits:1024']
    const parameters = stored(opensslOut('genpkey', '-genparam', '-algorithm', 'DSA', ...size))
    const key = stored(opensslOut('genpkey', '-paramfile', parameters), 'key')
    const made = certificateOf({ key })
    const read = readOf(readHere(exported(made, 'x', []), 'x'))

    expect(read.facts).toMatchObject({ keyAlgorithm: 'other', keySize: 1024, isSelfSigned: true })
    expect(read.privateKey).not.toBeNull()
  })

  it.each([
    ['BF-CBC', 'Blowfish-CBC'], ['CAST5-CBC', 'CAST5-CBC'], ['SEED-CBC', 'SEED-CBC'],
  ])('is refused with the name of the algorithm when it is encrypted with %s', (scheme, algorithm) => {
    const refusal = refusalOf(readHere(exported(leaf, 'x', ['-legacy', ...both(scheme)]), 'x'))

    expect(refusal).toEqual({ _tag: 'UnsupportedAlgorithm', purpose: 'encryption', algorithm })
  })

  it.each([' leading', 'trailing ', ' both ', '\ttab', 'pässwörd', 'пароль', '日本🔑', 'a'.repeat(500)])(
    'opens with the password "%s", and not with a trimmed or shortened one',
    (password) => {
      for (const options of [[], ['-legacy']]) {
        const bytes = exported(leaf, password, options)
        expect(readOf(readHere(bytes, password)).facts.thumbprint).toBe(thumbprint)
        for (const other of [password.trim(), password.slice(0, -1)].filter((text) => text !== password)) {
          expect(refusalOf(readHere(bytes, other))).toEqual({ _tag: 'WrongPassword', format: 'PKCS#12' })
        }
      }
    },
  )

  it('opens without a password when it was exported with an empty one', () => {
    for (const options of [[], ['-legacy'], ['-nomac']]) {
      const bytes = exported(leaf, '', options)
      expect(readOf(readHere(bytes, null)).facts.thumbprint).toBe(thumbprint)
      expect(readOf(readHere(bytes, '')).facts.thumbprint).toBe(thumbprint)
    }
  })

  it('carries its chain, ordered by signature whatever the order in the file', () => {
    const middle = certificateOf({ subject: '/CN=Middle', issuer: root, extensions: authority })
    const made = certificateOf({ issuer: middle })
    const stranger = certificateOf({ subject: '/CN=Stranger', extensions: authority })
    const bundle = stored([root, stranger, middle].map(({ certificate }) => textOf(certificate)).join(''), 'pem')
    const read = readOf(readHere(exported(made, 'x', ['-certfile', bundle]), 'x'))

    expect(read.chain.map(({ facts }) => facts.subject)).toEqual(['CN=Middle', 'CN=Root'])
    expect(read.chain.map(({ facts }) => facts.thumbprint))
      .toEqual([middle, root].map(({ certificate }) => opensslThumbprint(certificate)))
  })

  it('gives the friendly name as it was written', () => {
    expect(readOf(readHere(exported(leaf, 'x', ['-name', 'näme 日本']), 'x')).friendlyName).toBe('näme 日本')
    expect(readOf(readHere(exported(leaf, 'x', []), 'x')).friendlyName).toBeNull()
  })

  it('is read from a PEM block too', () => {
    const base64 = Buffer.from(exported(leaf, 'x', [])).toString('base64')
    const text = `-----BEGIN PKCS12-----\n${base64}\n-----END PKCS12-----\n`

    expect(readOf(readHere(new TextEncoder().encode(text), 'x'))).toMatchObject({
      format: 'PKCS#12', facts: { thumbprint },
    })
  })

  it('holds the certificate byte for byte as OpenSSL was given it', () => {
    const der = opensslOut('x509', '-in', leaf.certificate, '-outform', 'DER')

    expect(readOf(readHere(exported(leaf, 'x', []), 'x')).der).toBe(Buffer.from(der).toString('base64'))
  })
})
