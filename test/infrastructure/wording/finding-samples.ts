import type { Finding } from '../../../domain/certificate/finding.js'
import { fqdn, instant, sipDomain, thumbprint } from './facts-of-samples.js'

type Samples = { readonly [Tag in Finding['_tag']]: readonly [Sample<Tag>, ...ReadonlyArray<Sample<Tag>>] }
type Sample<Tag> = Extract<Finding, { readonly _tag: Tag }>

const notAfter = instant('2027-03-01T12:00:00.000Z')
const at = instant('2026-12-01T09:30:15.250Z')
const HOUR_MS = 3_600_000

/** One of each finding, and of each variant that is worded otherwise; a finding without one does not compile. */
export const findingSamples = {
  KeyTooShort: [
    { _tag: 'KeyTooShort', severity: 'forbidden', role: 'OAuthTokenIssuer', keySize: 1024, requiredKeySize: 2048 },
    { _tag: 'KeyTooShort', severity: 'warning', role: null, keySize: 1024, requiredKeySize: 2048 },
  ],
  KeyAlgorithmNotAllowed: [
    {
      _tag: 'KeyAlgorithmNotAllowed',
      severity: 'forbidden',
      role: 'OAuthTokenIssuer',
      keyAlgorithm: 'EC',
      allowed: ['RSA'],
    },
  ],
  RsaPssNotSupported: [
    { _tag: 'RsaPssNotSupported', severity: 'refused', where: 'key' },
    { _tag: 'RsaPssNotSupported', severity: 'refused', where: 'signature' },
  ],
  WeakSignature: [{ _tag: 'WeakSignature', severity: 'refused', signatureHash: 'SHA-1' }],
  WeakChainSignature: [
    { _tag: 'WeakChainSignature', severity: 'warning', issuer: 'CN=Contoso Root', signatureHash: 'SHA-1' },
  ],
  PrivateKeyMissing: [
    { _tag: 'PrivateKeyMissing', severity: 'refused', because: 'neverImported' },
    { _tag: 'PrivateKeyMissing', severity: 'forbidden', because: 'destroyed' },
  ],
  CertificateExpired: [{ _tag: 'CertificateExpired', severity: 'refused', notAfter: at, at: notAfter }],
  CertificateNotYetValid: [{ _tag: 'CertificateNotYetValid', severity: 'refused', notBefore: notAfter, at }],
  CertificateExpiresSoon: [
    { _tag: 'CertificateExpiresSoon', severity: 'notice', notAfter, daysLeft: 45 },
    { _tag: 'CertificateExpiresSoon', severity: 'warning', notAfter, daysLeft: 1 },
    { _tag: 'CertificateExpiresSoon', severity: 'warning', notAfter, daysLeft: 0 },
  ],
  SipDomainMissing: [
    { _tag: 'SipDomainMissing', severity: 'refused', sipDomains: [sipDomain], names: ['www.fabrikam.com'] },
    { _tag: 'SipDomainMissing', severity: 'refused', sipDomains: [sipDomain], names: [] },
  ],
  ServerNameMissing: [{ _tag: 'ServerNameMissing', severity: 'warning', fqdn, names: ['pool.contoso.com'] }],
  ServerAuthenticationMissing: [
    { _tag: 'ServerAuthenticationMissing', severity: 'warning', extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] },
  ],
  CrlDistributionPointMissing: [{ _tag: 'CrlDistributionPointMissing', severity: 'notice' }],
  ChainIncomplete: [{ _tag: 'ChainIncomplete', severity: 'warning', lastIssuer: 'CN=Contoso Issuing 2' }],
  IsCertificateAuthority: [{ _tag: 'IsCertificateAuthority', severity: 'warning' }],
  CertificateCompromised: [{ _tag: 'CertificateCompromised', severity: 'forbidden', since: at }],
  CertificateRetired: [{ _tag: 'CertificateRetired', severity: 'refused', since: at }],
  FrontEndNotRegistered: [{ _tag: 'FrontEndNotRegistered', severity: 'warning', fqdn }],
  LeadTimeTooShort: [
    {
      _tag: 'LeadTimeTooShort',
      severity: 'refused',
      role: 'OAuthTokenIssuer',
      leadMs: 3.5 * HOUR_MS,
      requiredMs: 24 * HOUR_MS,
    },
  ],
  OverlapTooShort: [
    {
      _tag: 'OverlapTooShort',
      severity: 'refused',
      role: 'AudioVideoAuthentication',
      overlapMs: 2 * HOUR_MS,
      requiredMs: 8 * HOUR_MS,
      currentNotAfter: notAfter,
    },
  ],
  GapBeforeRoll: [{ _tag: 'GapBeforeRoll', severity: 'refused', currentNotAfter: at, effectiveAt: notAfter }],
  SwitchIsHard: [{ _tag: 'SwitchIsHard', severity: 'notice', role: 'Default' }],
  PreviousStillVerifies: [{ _tag: 'PreviousStillVerifies', severity: 'warning', thumbprint, until: notAfter }],
  RollbackWindowCloses: [{ _tag: 'RollbackWindowCloses', severity: 'warning', thumbprint }],
  StagedRollCancelled: [
    { _tag: 'StagedRollCancelled', severity: 'warning', thumbprint, effectiveAt: notAfter, because: 'assigned' },
    { _tag: 'StagedRollCancelled', severity: 'warning', thumbprint, effectiveAt: null, because: 'superseded' },
    { _tag: 'StagedRollCancelled', severity: 'warning', thumbprint, effectiveAt: notAfter, because: 'rolledBack' },
  ],
} satisfies Samples
