import type { Finding } from '../../domain/certificate/finding.js'
import { listed, printable, quoted } from './printable.js'
import { countWords, durationWords, instantWords } from './units.js'
import { said, type ByTag, type Texts } from './wording.js'

type Findings = ByTag<Finding>

const cancellations: Readonly<Record<Findings['StagedRollCancelled']['because'], string>> = {
  assigned: 'another certificate is current at once',
  superseded: 'another roll takes its place',
  rolledBack: 'the previous certificate is current again',
}

const texts: Texts<Findings> = {
  KeyTooShort: ({ role, keySize, requiredKeySize }) =>
    role === null
      ? `The key has ${keySize} bits; fewer than ${requiredKeySize} are no longer safe.`
      : `The key has ${keySize} bits; ${role} needs at least ${requiredKeySize}.`,
  KeyAlgorithmNotAllowed: ({ role, keyAlgorithm, allowed }) =>
    `The key algorithm is ${keyAlgorithm}; ${role} takes ${listed(allowed, 'or')} only.`,
  RsaPssNotSupported: ({ where }) =>
    where === 'key'
      ? 'The key is restricted to RSASSA-PSS, which the servers do not support.'
      : 'The certificate is signed with RSASSA-PSS, which the servers do not support.',
  WeakSignature: ({ signatureHash }) => `The certificate is signed with ${signatureHash}, which is no longer safe.`,
  WeakChainSignature: ({ issuer, signatureHash }) =>
    `The issuer ${quoted(issuer)} is signed with ${printable(signatureHash)}, which is no longer safe.`,
  PrivateKeyMissing: ({ because }) =>
    because === 'destroyed' ? 'Its private key was destroyed.' : 'No private key was imported with it.',
  CertificateExpired: ({ notAfter, at }) =>
    `It expired on ${instantWords(notAfter)}, before it would be used (${instantWords(at)}).`,
  CertificateNotYetValid: ({ notBefore, at }) =>
    `It is valid from ${instantWords(notBefore)} on, after it would be used (${instantWords(at)}).`,
  CertificateExpiresSoon: ({ notAfter, daysLeft }) =>
    `It expires on ${instantWords(notAfter)}, with ` +
    `${daysLeft < 1 ? 'less than a day' : countWords(daysLeft, 'day')} left.`,
  SipDomainMissing: ({ sipDomains, names }) =>
    `Neither its subject nor its alternative names hold ${listed(sipDomains)}, of the SIP domains of the site; ` +
    `names: ${listed(names)}.`,
  ServerNameMissing: ({ fqdn, names }) => `It does not name the server ${fqdn}; names: ${listed(names)}.`,
  ServerAuthenticationMissing: ({ extendedKeyUsage }) =>
    'Its extended key usage does not allow server authentication (1.3.6.1.5.5.7.3.1); allowed: ' +
    `${listed(extendedKeyUsage)}.`,
  CrlDistributionPointMissing: 'It names no CRL distribution point, so that nobody learns there of its revocation.',
  ChainIncomplete: ({ lastIssuer }) => `Its chain stops at ${quoted(lastIssuer)}, short of a root certificate.`,
  IsCertificateAuthority: 'It is the certificate of an authority, not of a server.',
  CertificateCompromised: ({ since }) => `Its private key may be known to others since ${instantWords(since)}.`,
  CertificateRetired: ({ since }) => `It was taken out of service on ${instantWords(since)}.`,
  FrontEndNotRegistered: ({ fqdn }) => `${fqdn} is not registered as a front end.`,
  LeadTimeTooShort: ({ role, leadMs, requiredMs }) =>
    `The effective date is ${durationWords(leadMs)} away; ${role} needs ${durationWords(requiredMs)}, ` +
    'so that everybody knows the new certificate before it is used.',
  OverlapTooShort: ({ role, overlapMs, requiredMs, currentNotAfter }) =>
    `The current certificate expires ${durationWords(overlapMs)} after the effective date, on ` +
    `${instantWords(currentNotAfter)}; ${role} needs ${durationWords(requiredMs)}, so that nothing it signed is ` +
    'cut off.',
  GapBeforeRoll: ({ currentNotAfter, effectiveAt }) =>
    `The current certificate expires on ${instantWords(currentNotAfter)}, before the effective date ` +
    `${instantWords(effectiveAt)}: in between nothing valid is in force.`,
  SwitchIsHard: ({ role }) =>
    `${role} switches hard: from the effective date on only the new certificate is accepted, not both.`,
  PreviousStillVerifies: ({ thumbprint, until }) =>
    `What ${thumbprint} signed would have been accepted until ${instantWords(until)}.`,
  RollbackWindowCloses: ({ thumbprint }) =>
    `${thumbprint} is previous here: without its private key it cannot be made current again, which ends the time in ` +
    'which a roll could be taken back. What it signed is still accepted.',
  StagedRollCancelled: ({ thumbprint, effectiveAt, because }) =>
    `The roll of ${thumbprint}${effectiveAt === null ? '' : `, staged for ${instantWords(effectiveAt)},`} is ` +
    `cancelled: ${cancellations[because]}.`,
}

const inWords = <Tag extends keyof Findings>(tag: Tag, finding: Findings[Tag]): string => said(texts[tag], finding)

/** What was noticed about a certificate in a slot, in a sentence in which "it" is the certificate. */
export const findingWords = (finding: Finding): string => inWords(finding._tag, finding)
