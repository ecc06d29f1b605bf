import type { CertificateFacts } from '../../domain/certificate/facts.js'
import type { ChainLink, KeyCustody } from '../../domain/certificate/events.js'
import { refOf, type KnownCertificate } from '../../domain/certificate/state.js'
import type { CertificateRef } from '../../domain/values/certificate-ref.js'
import { KeyRef } from '../../domain/values/key-ref.js'
import { SpkiDigest } from '../../domain/values/spki-digest.js'
import { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import { decoded } from './decoded.js'
import { instant } from './instants.js'

const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1'

/** As many hexadecimal digits as wanted, different for every name. */
const hex = (name: string, digits: number): string =>
  [...name]
    .map((letter) => (letter.codePointAt(0) ?? 0).toString(16))
    .join('')
    .toUpperCase()
    .padEnd(digits, '0')

/** What a sound certificate for every role says of itself: RSA 2048, SHA-2, two years, in contoso.com. */
export const factsOf = (name: string, overrides: Partial<CertificateFacts> = {}): CertificateFacts => ({
  thumbprint: decoded(Thumbprint, hex(name, 40)),
  thumbprintSha256: decoded(ThumbprintSha256, hex(name, 64)),
  spkiDigest: decoded(SpkiDigest, hex(`${name}spki`, 64)),
  subject: `CN=fe01.contoso.com,OU=${name}`,
  commonNames: ['fe01.contoso.com'],
  issuer: 'CN=Contoso Issuing CA',
  serialNumber: '0A',
  notBefore: instant('2026-01-01'),
  notAfter: instant('2028-01-01'),
  alternativeNames: [{ type: 'dns', value: 'fe01.contoso.com' }],
  keyAlgorithm: 'RSA',
  keySize: 2048,
  keyCurve: null,
  signatureAlgorithm: 'sha256WithRSAEncryption',
  signatureHash: 'SHA-2',
  extendedKeyUsage: [SERVER_AUTHENTICATION],
  isCertificateAuthority: false,
  isSelfSigned: false,
  crlDistributionPoints: ['http://pki.contoso.com/issuing.crl'],
  ...overrides,
})

/** The issuer of the default certificate, itself a root. */
export const aChainLink = (overrides: Partial<ChainLink> = {}): ChainLink => ({
  der: 'aXNzdWVy',
  thumbprint: decoded(Thumbprint, hex('issuer', 40)),
  subject: 'CN=Contoso Issuing CA',
  notAfter: instant('2036-01-01'),
  signatureHash: 'SHA-2',
  isSelfSigned: true,
  ...overrides,
})

/** Where the key of a certificate rests after its first, or a later, deposit. */
export const custodyOf = (name: string, generation = 1): KeyCustody => ({
  ref: decoded(KeyRef, `local:${hex(name, 64)}.${generation}`),
  spkiDigest: factsOf(name).spkiDigest,
  generation,
})

type Known = Partial<Omit<KnownCertificate, 'facts'>> & { readonly facts?: Partial<CertificateFacts> }

/** A certificate that no role finds fault with, but for what is overridden. */
export const aKnownCertificate = ({ facts, ...overrides }: Known = {}, name = 'A'): KnownCertificate => ({
  _tag: 'Known',
  facts: factsOf(name, facts),
  der: 'bGVhZg==',
  chain: [aChainLink()],
  friendlyName: null,
  privateKey: { _tag: 'Kept', custody: custodyOf(name) },
  retiredAt: null,
  compromisedSince: null,
  ...overrides,
})

/** The name of a certificate, the same for the same letter. */
export const aCertificateRef = (name = 'A', overrides: Partial<CertificateFacts> = {}): CertificateRef =>
  refOf(factsOf(name, overrides))
