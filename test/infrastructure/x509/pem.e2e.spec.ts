import { createPrivateKey, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  authority, bytesOf, certificateOf, derOf, newKey, openssl, opensslOut, opensslThumbprint, stored, textOf,
} from './openssl.js'
import { readHere, readOf, refusalOf } from './reading.js'

const root = certificateOf({ subject: '/CN=Root', extensions: authority })
const rsa = certificateOf({ key: newKey('RSA 2048'), issuer: root })
const ec = certificateOf({ key: newKey('P-256') })
const certificate = textOf(rsa.certificate)
const thumbprint = opensslThumbprint(rsa.certificate)

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
const read = (pem: string, password: string | null = null, thumbprint?: string) =>
  readOf(readHere(bytesOf(pem), password, thumbprint === undefined ? {} : { thumbprint }))
const refused = (pem: string, password: string | null = null) => refusalOf(readHere(bytesOf(pem), password))

const belongs = ({ der, privateKey }: { der: string; privateKey: Uint8Array | null }): boolean =>
  new X509Certificate(Buffer.from(der, 'base64'))
    .checkPrivateKey(createPrivateKey({ key: Buffer.from(privateKey ?? []), format: 'der', type: 'pkcs8' }))

const pkcs1 = text(opensslOut('rsa', '-in', rsa.key, '-traditional'))
const sec1 = text(opensslOut('ec', '-in', ec.key))
const sec1WithParameters = `${openssl('ecparam', '-name', 'prime256v1').toString()}${sec1}`

describe('a PEM file', () => {
  it.each([
    ['PKCS#8', certificate + textOf(rsa.key)],
    ['PKCS#1', certificate + pkcs1],
    ['a key before its certificate', pkcs1 + certificate],
  ])('opens with an RSA key: %s', (_, pem) => {
    const found = read(pem)

    expect(found).toMatchObject({ format: 'PEM', facts: { thumbprint }, chain: [], friendlyName: null })
    expect(belongs(found)).toBe(true)
  })

  it.each([['SEC1', sec1], ['SEC1 after its parameters', sec1WithParameters], ['PKCS#8', textOf(ec.key)]])(
    'opens with an EC key: %s',
    (_, key) => {
      expect(belongs(read(textOf(ec.certificate) + key))).toBe(true)
    },
  )

  it('opens with an Ed25519 key', () => {
    const made = certificateOf({ key: newKey('Ed25519') })

    expect(belongs(read(textOf(made.certificate) + textOf(made.key)))).toBe(true)
  })

  it('opens without a key', () => {
    expect(read(certificate)).toMatchObject({ facts: { thumbprint }, privateKey: null })
  })

  it.each(['TRUSTED CERTIFICATE', 'X509 CERTIFICATE'])('opens under the label %s', (label) => {
    expect(read(certificate.replaceAll('CERTIFICATE', label)).facts.thumbprint).toBe(thumbprint)
  })

  it('cuts off what OpenSSL adds to a trusted certificate', () => {
    const trusted = text(opensslOut('x509', '-in', rsa.certificate, '-addtrust', 'serverAuth', '-trustout'))

    expect(trusted).toContain('TRUSTED')
    expect(read(trusted)).toMatchObject({ facts: { thumbprint }, der: Buffer.from(derOf(rsa)).toString('base64') })
  })

  const key = textOf(rsa.key)
  const forms: ReadonlyArray<readonly [string, string]> = [
    ['CRLF line ends', (certificate + key).replaceAll('\n', '\r\n')],
    ['CR line ends', (certificate + key).replaceAll('\n', '\r')],
    ['a byte order mark', `\ufeff${certificate}${key}`],
    ['no line ends at all', (certificate + key).replaceAll('\n', '')],
    ['spaces for line ends', (certificate + key).replaceAll('\n', ' ')],
    ['line ends written as backslash n', (certificate + key).replaceAll('\n', '\\n')],
    ['an indent, as in YAML', (certificate + key).replace(/^/gm, '    ')],
    ['text around', `0 s:CN = leaf\n   i:CN = Root\n${certificate}Bag Attributes: <Empty>\nfriendlyName: x\n${key}bye`],
    ['no line end at the end', (certificate + key).trimEnd()],
  ]

  it.each(forms)('opens with %s', (_, pem) => {
    const found = read(pem)

    expect(found.facts.thumbprint).toBe(thumbprint)
    expect(belongs(found)).toBe(true)
  })

  it.each(['utf-16le', 'utf-16be'] as const)('opens as PowerShell writes it, in %s', (encoding) => {
    const bytes = Buffer.from(`\ufeff${certificate}${key}`, 'utf16le')
    const found = readOf(readHere(new Uint8Array(encoding === 'utf-16le' ? bytes : bytes.swap16()), null))

    expect(belongs(found)).toBe(true)
  })

  it('opens with free text that is no UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('0 s:/CN=M\xfcller\n', 'latin1'), Buffer.from(certificate + key)])

    expect(readOf(readHere(new Uint8Array(bytes), null)).facts.thumbprint).toBe(thumbprint)
  })

  it('opens as OpenSSL turns a PKCS#12 file into PEM, bag attributes and all', () => {
    const pfx = stored(opensslOut('pkcs12', '-export', '-in', rsa.certificate, '-inkey', rsa.key, '-certfile',
      root.certificate, '-name', 'my name: ü', '-passout', 'pass:x'))
    const pem = text(opensslOut('pkcs12', '-in', pfx, '-passin', 'pass:x', '-passout', 'pass:y'))
    const found = read(pem, 'y')

    expect(pem).toContain('Bag Attributes')
    expect(found).toMatchObject({ facts: { thumbprint }, chain: [{ facts: { subject: 'CN=Root' } }] })
    expect(belongs(found)).toBe(true)
  })

  it('names the certificate with the key among several, and orders its chain', () => {
    const pem = [root.certificate, ec.certificate, rsa.certificate].map(textOf).join('\n# text\n')

    expect(read(pem + key)).toMatchObject({ facts: { thumbprint }, chain: [{ facts: { subject: 'CN=Root' } }] })
  })

  it('chooses by SHA-1 or SHA-256 thumbprint among several keys, and refuses to guess', () => {
    const pem = [rsa.certificate, rsa.key, ec.certificate, ec.key].map(textOf).join('')
    const sha256 = new X509Certificate(textOf(ec.certificate)).fingerprint256.replaceAll(':', '')

    expect(refused(pem)).toMatchObject({
      _tag: 'SeveralCertificates', candidates: [{ thumbprint, hasPrivateKey: true }, { hasPrivateKey: true }],
    })
    expect(read(pem, null, thumbprint).facts.thumbprint).toBe(thumbprint)
    expect(belongs(read(pem, null, sha256))).toBe(true)
    expect(read(pem, null, sha256).facts.thumbprintSha256).toBe(sha256)
  })
})

const encryptions: ReadonlyArray<ReadonlyArray<string>> = [
  ...['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des-ede3-cbc', 'camellia-256-cbc', 'aria-192-cbc']
    .map((cipher) => ['-v2', cipher]),
  ...['hmacWithMD5', 'hmacWithSHA1', 'hmacWithSHA224', 'hmacWithSHA256', 'hmacWithSHA384', 'hmacWithSHA512',
    'hmacWithSHA512-224', 'hmacWithSHA512-256'].map((prf) => ['-v2', 'aes-256-cbc', '-v2prf', prf]),
  ['-scrypt'],
  ['-scrypt', '-scrypt_N', '1024', '-scrypt_r', '4', '-scrypt_p', '2'],
  ...['des-cbc', 'rc2-cbc', 'rc2-40-cbc', 'rc2-64-cbc'].map((cipher) => ['-v2', cipher, '-provider', 'legacy']),
  ...['PBE-MD5-DES', 'PBE-SHA1-DES', 'PBE-MD5-RC2-64', 'PBE-SHA1-RC2-64', 'PBE-SHA1-3DES', 'PBE-SHA1-2DES',
    'PBE-SHA1-RC2-40', 'PBE-SHA1-RC4-128'].map((scheme) => ['-v1', scheme, '-provider', 'legacy']),
]

const legacy = ['des', 'des3', 'aes128', 'aes192', 'aes256', 'camellia128', 'camellia256', 'aria128', 'aria256']
const withLegacy = ['-provider', 'legacy', '-provider', 'default']

describe('an encrypted key beside its certificate', () => {
  const options = (form: ReadonlyArray<string>) => (form.includes('legacy') ? [...form, '-provider', 'default'] : form)

  it.each(encryptions.map((form) => ({ form, name: form.join(' ') })))(
    'opens with its password only, as PKCS#8: $name',
    ({ form }) => {
      const key = opensslOut('pkcs8', '-topk8', '-in', rsa.key, '-passout', 'pass:pä ss', ...options(form))
      const pem = certificate + text(key)

      expect(pem).toContain('BEGIN ENCRYPTED PRIVATE KEY')
      expect(belongs(read(pem, 'pä ss'))).toBe(true)
      expect(refused(pem, 'pä ss ')).toEqual({ _tag: 'WrongPassword', format: 'PEM' })
      expect(refused(pem, '')).toEqual({ _tag: 'WrongPassword', format: 'PEM' })
      expect(refused(pem)).toEqual({ _tag: 'PasswordRequired', format: 'PEM' })
    },
  )

  it.each(legacy)('opens with its password only, as OpenSSL wrote it before PKCS#8: %s', (cipher) => {
    const form = ['-traditional', `-${cipher}`, ...withLegacy]
    const key = opensslOut('rsa', '-in', rsa.key, '-passout', 'pass:secret', ...form)
    const pem = certificate + text(key)

    expect(pem).toContain('Proc-Type: 4,ENCRYPTED')
    expect(belongs(read(pem, 'secret'))).toBe(true)
    expect(belongs(read(pem.replaceAll('\n', '\r\n'), 'secret'))).toBe(true)
    expect(refused(pem, 'wrong')).toEqual({ _tag: 'WrongPassword', format: 'PEM' })
    expect(refused(pem)).toEqual({ _tag: 'PasswordRequired', format: 'PEM' })
  })

  it('opens an EC key that OpenSSL encrypted before PKCS#8', () => {
    const key = text(opensslOut('ec', '-in', ec.key, '-aes256', '-passout', 'pass:secret'))

    expect(belongs(read(textOf(ec.certificate) + key, 'secret'))).toBe(true)
  })

  it('is refused with the name of a cipher that is not offered', () => {
    const headers = 'Proc-Type: 4,ENCRYPTED\nDEK-Info: IDEA-CBC,0102030405060708\n\n'
    const pem = `${certificate}-----BEGIN RSA PRIVATE KEY-----\n${headers}AAAA\n-----END RSA PRIVATE KEY-----\n`

    expect(refused(pem, 'x')).toEqual({ _tag: 'UnsupportedAlgorithm', purpose: 'encryption', algorithm: 'IDEA-CBC' })
  })

  it('is refused at once when its iterations or its memory go beyond the limits', () => {
    const iterations = opensslOut('pkcs8', '-topk8', '-in', rsa.key, '-passout', 'pass:x', '-iter', '1000')
    const memory = opensslOut('pkcs8', '-topk8', '-in', rsa.key, '-passout', 'pass:x', '-scrypt')
    const answer = (key: Uint8Array, limits: Parameters<typeof readHere>[2]) =>
      refusalOf(readHere(bytesOf(certificate + text(key)), 'x', limits))

    expect(answer(iterations, { iterations: 999 }))
      .toEqual({ _tag: 'LimitExceeded', limit: 'iterations', allowed: 999, found: 1000 })
    expect(answer(memory, { derivationBytes: 1_000_000 })).toMatchObject({
      _tag: 'LimitExceeded', limit: 'key derivation memory', allowed: 1_000_000, found: 128 * 8 * (16_384 + 1 + 2),
    })
  })
})

describe('a PEM file that cannot be imported', () => {
  const other = textOf(ec.key)
  const csr = openssl('req', '-new', '-key', rsa.key, '-subj', '/CN=x').toString()

  it('is refused when its key belongs to no certificate in it', () => {
    expect(refused(certificate + other)).toMatchObject({
      _tag: 'KeyDoesNotMatch', certificates: [{ thumbprint, hasPrivateKey: false }], keys: [expect.any(String)],
    })
  })

  it('is refused when it holds keys and no certificate, without asking for a password', () => {
    const encrypted = text(opensslOut('pkcs8', '-topk8', '-in', rsa.key, '-passout', 'pass:x'))

    expect(refused(textOf(rsa.key) + other)).toEqual({ _tag: 'NoCertificate', format: 'PEM', keys: 2 })
    expect(refused(encrypted)).toEqual({ _tag: 'NoCertificate', format: 'PEM', keys: 1 })
    expect(refused(csr + textOf(rsa.key))).toEqual({ _tag: 'NoCertificate', format: 'PEM', keys: 1 })
  })

  it('is refused as corrupt when a block is cut short or garbled', () => {
    const cut = certificate.slice(0, -40)
    const holed = certificate.replace(/\n[^\n]+\n(?=-----END)/, '\n')

    expect(refused(cut)).toEqual({ _tag: 'FileCorrupt', format: 'PEM', detail: 'a PEM block is not closed' })
    expect(refused(certificate.replace('M', '*')))
      .toEqual({ _tag: 'FileCorrupt', format: 'PEM', detail: 'a PEM block is not base64' })
    expect(refused(holed)).toEqual({ _tag: 'FileCorrupt', format: 'PEM', detail: 'a certificate is malformed' })
    expect(refused(certificate + textOf(rsa.key).replace(/\n[^\n]+\n(?=-----END)/, '\n')))
      .toEqual({ _tag: 'FileCorrupt', format: 'PEM', detail: 'a private key is malformed' })
  })

  it('is refused with the kind of key that is not offered', () => {
    const openssh = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n'
    const gost = Buffer.from('301f020100301306072a85030701010106082a85030701010101040500010203ff', 'hex')
    const foreign = `-----BEGIN PRIVATE KEY-----\n${gost.toString('base64')}\n-----END PRIVATE KEY-----\n`

    expect(refused(certificate + openssh))
      .toEqual({ _tag: 'UnsupportedAlgorithm', purpose: 'private key', algorithm: 'OpenSSH' })
    expect(refused(certificate + foreign)).toMatchObject({ _tag: 'UnsupportedAlgorithm', purpose: 'private key' })
  })

  it('is refused when the thumbprint asked for is not in it', () => {
    const missing = '00'.repeat(20)

    expect(refusalOf(readHere(bytesOf(certificate + textOf(rsa.key)), null, { thumbprint: missing }))).toEqual({
      _tag: 'ThumbprintNotInFile',
      thumbprint: missing,
      candidates: [{ thumbprint, subject: 'CN=leaf.example.test', hasPrivateKey: true }],
    })
  })

  it('is refused when it holds more blocks than it may', () => {
    expect(refusalOf(readHere(bytesOf(certificate.repeat(4)), null, { entries: 3 })))
      .toEqual({ _tag: 'LimitExceeded', limit: 'bags', allowed: 3, found: null })
  })
})
