import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { CertificateFacts } from '../../../domain/certificate/facts.js'
import { factsOfDer } from '../../../infrastructure/x509/facts-of-der.js'
import { corpusFile } from './corpus.js'
import { oddCurveSpki } from './odd-curve.js'
import { authority, certificateOf, derOf, keyKinds, newKey, openssl, opensslOut, stored, type Made } from './openssl.js'
import { readOf, refusalOf } from './reading.js'

const factsOf = (made: Made): CertificateFacts => readOf(factsOfDer(derOf(made)))

const field = (made: Made, ...options: ReadonlyArray<string>): string =>
  openssl('x509', '-in', made.certificate, '-noout', ...options).toString().trim()

const after = (text: string): string => text.slice(text.indexOf('=') + 1).trim()

const instant = (text: string): string => new Date(after(text)).toISOString()

/** RFC 2253 as OpenSSL prints it, without the escapes of bytes beyond ASCII that RFC 4514 made needless. */
const nameOptions = ['-nameopt', 'RFC2253,-esc_msb']

const root = certificateOf({ subject: '/C=DE/O=Contoso/CN=Root', extensions: authority, key: newKey('RSA 2048') })

const request = stored(opensslOut('req', '-new', '-key', root.key, '-subj', '/CN=x'))

/** A certificate for any public key, whoever holds its private half. */
const certifying = (spki: Uint8Array): Made => ({
  key: root.key,
  certificate: stored(opensslOut('x509', '-req', '-in', request, '-force_pubkey', stored(spki),
    '-CA', root.certificate, '-CAkey', root.key), 'pem'),
})

const specimens: ReadonlyArray<readonly [string, Made]> = [
  ['an ordinary server certificate', certificateOf({
    issuer: root,
    key: newKey('RSA 2048'),
    subject: '/C=DE/ST=Bayern/L=München/O=Contoso, Ltd/OU=IT/CN=sip.contoso.com/emailAddress=a@contoso.com',
    extensions: [
      'basicConstraints=CA:FALSE', 'keyUsage=digitalSignature,keyEncipherment',
      'extendedKeyUsage=serverAuth,clientAuth,1.3.6.1.4.1.311.10.3.4',
      'subjectAltName=DNS:sip.contoso.com,DNS:*.contoso.com', 'subjectKeyIdentifier=hash',
      'crlDistributionPoints=URI:http://crl.contoso.com/a.crl,URI:ldap:///CN=a?certificateRevocationList',
    ],
  })],
  ['a root', root],
  ['attributes with every escape', certificateOf({
    subject: '/O= a"b\\\\c;d<e>f+g,h /OU=#hash/OU=tab\there/CN=x\\/y',
  })],
  ['several attributes in one relative name', certificateOf({
    subject: '/O=Contoso/CN=multi+UID=42/CN=second', options: ['-multivalue-rdn'],
  })],
  ['domain components and rare attributes', certificateOf({
    subject: '/DC=com/DC=contoso/serialNumber=5/GN=G/SN=S/title=T/street=Road 1/postalCode=1/businessCategory=b',
  })],
  ['an empty subject', certificateOf({ subject: '/' })],
  ...Object.keys(keyKinds).map((kind) => [
    `a key of ${kind}`, certificateOf({ key: newKey(kind as keyof typeof keyKinds) }),
  ] as const),
]

describe('the facts of a certificate', () => {
  it.each(specimens)('agree with what OpenSSL prints for %s', (_, made) => {
    const facts = factsOf(made)

    expect(facts.subject).toBe(after(field(made, '-subject', ...nameOptions)))
    expect(facts.issuer).toBe(after(field(made, '-issuer', ...nameOptions)))
    expect(facts.serialNumber).toBe(after(field(made, '-serial')))
    expect(facts.notBefore).toBe(instant(field(made, '-startdate')))
    expect(facts.notAfter).toBe(instant(field(made, '-enddate')))
    expect(facts.thumbprint).toBe(after(field(made, '-fingerprint', '-sha1')).replaceAll(':', ''))
    expect(facts.thumbprintSha256).toBe(after(field(made, '-fingerprint', '-sha256')).replaceAll(':', ''))
    expect(facts.spkiDigest).toBe(createHash('sha256')
      .update(opensslOut('pkey', '-pubin', '-in', stored(`${field(made, '-pubkey')}\n`), '-pubout', '-outform', 'DER'))
      .digest('hex').toUpperCase())
  })

  it.each([
    ['RSA 2048', { keyAlgorithm: 'RSA', keySize: 2048, keyCurve: null }],
    ['RSA-PSS', { keyAlgorithm: 'RSA-PSS', keySize: 2048, keyCurve: null }],
    ['P-256', { keyAlgorithm: 'EC', keySize: 256, keyCurve: 'P-256' }],
    ['P-384', { keyAlgorithm: 'EC', keySize: 384, keyCurve: 'P-384' }],
    ['secp256k1', { keyAlgorithm: 'EC', keySize: 256, keyCurve: 'secp256k1' }],
    ['Ed25519', { keyAlgorithm: 'Ed25519', keySize: 0, keyCurve: null }],
    ['Ed448', { keyAlgorithm: 'Ed448', keySize: 0, keyCurve: null }],
  ] as const)('name a key of %s', (kind, expected) => {
    expect(factsOf(certificateOf({ key: newKey(kind) }))).toMatchObject(expected)
  })

  it('name every curve that OpenSSL knows without ending the process', () => {
    const curves = openssl('ecparam', '-list_curves').toString().split('\n')
      .flatMap((line) => /^ *([A-Za-z0-9-]+) *:/.exec(line)?.[1] ?? [])
      .filter((name) => !name.startsWith('Oakley'))

    expect(curves.length).toBeGreaterThan(60)
    for (const curve of curves) {
      const key = stored(opensslOut('genpkey', '-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`))
      const { keyAlgorithm, keyCurve, keySize } = factsOf(certifying(opensslOut('pkey', '-in', key, '-pubout')))

      expect(keyAlgorithm).toBe('EC')
      expect(keyCurve).toBe({ prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' }[curve] ?? curve)
      expect(keySize).toBe(curve === 'SM2' ? 256 : Number(/\d{3}/.exec(curve)?.[0] ?? 0))
    }
  })

  it('call a curve without a name explicit and measure its order', () => {
    const spki = opensslOut('pkey', '-pubin', '-inform', 'DER', '-in', stored(oddCurveSpki()))

    expect(factsOf(certifying(spki))).toMatchObject({ keyAlgorithm: 'EC', keyCurve: 'explicit', keySize: 256 })
  })

  it.each([
    ['-sha1', 'sha1WithRSAEncryption', 'SHA-1', 'RSA 2048'],
    ['-md5', 'md5WithRSAEncryption', 'MD5', 'RSA 2048'],
    ['-sha224', 'sha224WithRSAEncryption', 'SHA-2', 'RSA 2048'],
    ['-sha256', 'sha256WithRSAEncryption', 'SHA-2', 'RSA 2048'],
    ['-sha384', 'sha384WithRSAEncryption', 'SHA-2', 'RSA 2048'],
    ['-sha512', 'sha512WithRSAEncryption', 'SHA-2', 'RSA 2048'],
    ['-sha3-256', 'rsassa-pkcs1-v1-5-with-sha3-256', 'SHA-3', 'RSA 2048'],
    ['-ripemd160', 'ripemd160WithRSA', 'other', 'RSA 2048'],
    ['-sha1', 'ecdsa-with-SHA1', 'SHA-1', 'P-256'],
    ['-sha256', 'ecdsa-with-SHA256', 'SHA-2', 'P-256'],
    ['-sha512', 'ecdsa-with-SHA512', 'SHA-2', 'P-256'],
    ['-sha3-384', 'ecdsa-with-SHA3-384', 'SHA-3', 'P-256'],
    ['-sha256', 'Ed25519', 'none', 'Ed25519'],
    ['-sha256', 'Ed448', 'none', 'Ed448'],
  ] as const)('name the signature made with %s: %s', (option, signatureAlgorithm, signatureHash, kind) => {
    const made = certificateOf({ key: newKey(kind), options: [option] })

    expect(factsOf(made)).toMatchObject({ signatureAlgorithm, signatureHash })
  })

  it.each([['sha1', 'SHA-1'], ['sha256', 'SHA-2']])(
    'tell the hash inside an RSASSA-PSS signature: %s',
    (digest, signatureHash) => {
      const options = [`-${digest}`, '-sigopt', 'rsa_padding_mode:pss', '-sigopt', `rsa_mgf1_md:${digest}`]
      const made = certificateOf({ key: newKey('RSA 2048'), options })

      expect(factsOf(made)).toMatchObject({
        signatureAlgorithm: 'RSASSA-PSS', signatureHash, keyAlgorithm: 'RSA', isSelfSigned: true,
      })
    },
  )

  it('call a certificate self-signed by its signature, not by its names', () => {
    const key = newKey('RSA 2048')
    const named = certificateOf({ subject: '/C=DE/O=Contoso/CN=Root', key, issuer: root })
    const limited = certificateOf({ key, extensions: ['basicConstraints=CA:FALSE', 'keyUsage=digitalSignature'] })

    const name = 'CN=Root,O=Contoso,C=DE'

    expect(factsOf(named)).toMatchObject({ issuer: name, subject: name, isSelfSigned: false })
    expect(factsOf(limited)).toMatchObject({ isSelfSigned: true, isCertificateAuthority: false })
    expect(factsOf(root)).toMatchObject({ isSelfSigned: true, isCertificateAuthority: true })
  })

  it('reach beyond 2050 and back before 1970, to the second', () => {
    const days = (from: string, to: string) => {
      const config = stored(`[ca]\ndefault_ca=d\n[d]\ndatabase=${stored('', 'txt')}\nrand_serial=yes\n` +
        'default_md=sha256\npolicy=p\nnew_certs_dir=/tmp\nunique_subject=no\n[p]\ncommonName=supplied\n', 'cnf')
      const certificate = stored(opensslOut('ca', '-batch', '-notext', '-config', config, '-in', request, '-cert',
        root.certificate, '-keyfile', root.key, '-startdate', from, '-enddate', to), 'pem')
      return factsOf({ certificate, key: root.key })
    }

    expect(days('20491231235959Z', '20500101000000Z'))
      .toMatchObject({ notBefore: '2049-12-31T23:59:59.000Z', notAfter: '2050-01-01T00:00:00.000Z' })
    expect(days('19500101000000Z', '99991231235959Z'))
      .toMatchObject({ notBefore: '1950-01-01T00:00:00.000Z', notAfter: '9999-12-31T23:59:59.000Z' })
  })

  it('are refused for bytes that are no certificate', () => {
    const corrupt = { _tag: 'FileCorrupt', format: 'DER', detail: 'a certificate is malformed' }

    for (const bytes of [new Uint8Array(0), corpusFile('key-rsa2048.pfx'), derOf(root).slice(0, -1)]) {
      expect(refusalOf(factsOfDer(bytes))).toEqual(corrupt)
    }
  })
})

describe('the extensions of a certificate', () => {
  const withExtensions = (...extensions: ReadonlyArray<string>) => factsOf(certificateOf({ extensions }))

  it('give alternative names of every kind as they stand', () => {
    const facts = withExtensions(
      'subjectAltName=@names', '[names]', 'DNS.1=xn--mnchen-3ya.example', 'DNS.2=*.contoso.com', 'IP.1=192.0.2.7',
      'IP.2=2001:db8::1', 'IP.3=::', 'email.1=a@contoso.com', 'URI.1=sip:a@contoso.com;transport=tls', 'RID.1=1.2.3.4',
      'otherName.1=1.3.6.1.4.1.311.20.2.3;FORMAT:UTF8,UTF8:jörg@contoso.com', 'dirName.1=dir',
      '[dir]', 'O=Contoso\\, Ltd', 'CN=d',
    )

    expect(facts.alternativeNames).toEqual([
      { type: 'dns', value: 'xn--mnchen-3ya.example' },
      { type: 'dns', value: '*.contoso.com' },
      { type: 'ip', value: '192.0.2.7' },
      { type: 'ip', value: '2001:db8::1' },
      { type: 'ip', value: '::' },
      { type: 'email', value: 'a@contoso.com' },
      { type: 'uri', value: 'sip:a@contoso.com;transport=tls' },
      { type: 'other', value: 'registeredID:1.2.3.4' },
      { type: 'other', value: 'otherName:1.3.6.1.4.1.311.20.2.3=jörg@contoso.com' },
      { type: 'other', value: 'directoryName:CN=d,O=Contoso\\, Ltd' },
    ])
  })

  it('give names with commas, quotes and prefixes in them as one name, not several', () => {
    const facts = withExtensions('subjectAltName=@names', '[names]', 'DNS.1=a.test\\, DNS:evil.test', 'URI.1=http://x/\\"y\\"')

    expect(facts.alternativeNames).toEqual([
      { type: 'dns', value: 'a.test, DNS:evil.test' }, { type: 'uri', value: 'http://x/"y"' },
    ])
  })

  it('give extended key usages by OID, and null where the extension is absent', () => {
    expect(withExtensions('extendedKeyUsage=serverAuth,anyExtendedKeyUsage,1.2.3').extendedKeyUsage)
      .toEqual(['1.3.6.1.5.5.7.3.1', '2.5.29.37.0', '1.2.3'])
    expect(withExtensions('extendedKeyUsage=2.25.340282366920938463463374607431768211455').extendedKeyUsage)
      .toEqual(['2.25.340282366920938463463374607431768211455'])
    expect(withExtensions('basicConstraints=CA:FALSE')).toMatchObject({
      extendedKeyUsage: null, alternativeNames: [], crlDistributionPoints: [],
    })
  })

  it('give the addresses of revocation lists, also where reasons and issuers stand beside them', () => {
    const facts = withExtensions(
      'crlDistributionPoints=one,two', '[one]', 'fullname=URI:http://a/1.crl,URI:ldap:///cn=a?x', 'reasons=keyCompromise',
      '[two]', 'fullname=URI:http://b/2.crl', 'CRLissuer=dirName:who', '[who]', 'CN=who',
    )

    expect(facts.crlDistributionPoints).toEqual(['http://a/1.crl', 'ldap:///cn=a?x', 'http://b/2.crl'])
  })
})
