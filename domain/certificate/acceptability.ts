import { msOf, type Instant } from '../values/instant.js'
import type { SipDomain } from '../values/sip-domain.js'
import { isGlobalRole, type Slot } from '../values/slot.js'
import type { CertificateFacts } from './facts.js'
import { finding, told, type Finding } from './finding.js'
import type { KnownCertificate } from './state.js'

/** What the judgement of a certificate needs to know beside the certificate. */
export type Circumstances = {
  readonly slot: Slot
  /** The instant from which it is to be used. */
  readonly at: Instant
  readonly sipDomains: ReadonlyArray<SipDomain>
  /** True when the certificate already serves some role. Source: FIELD S3, F2. */
  readonly assignedElsewhere: boolean
  /** True for a scope that is `global` or a registered front end. */
  readonly frontEndRegistered: boolean
}

type Rule = (certificate: KnownCertificate, circumstances: Circumstances) => ReadonlyArray<Finding>
type Plain = (certificate: KnownCertificate, circumstances: Pick<Circumstances, 'at'>) => ReadonlyArray<Finding>

const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1'
const ANY_EXTENDED_KEY_USAGE = '2.5.29.37.0'
const MINIMUM_RSA_BITS = 2048
const DAY_MS = 86_400_000

const namesIn = ({ alternativeNames, commonNames }: CertificateFacts): ReadonlyArray<string> => [
  ...new Set(
    [...alternativeNames.filter(({ type }) => type === 'dns').map(({ value }) => value), ...commonNames].map((name) =>
      name.toLowerCase(),
    ),
  ),
]

/** Facts never change, and one certificate is judged for many slots. */
const knownNames = new WeakMap<CertificateFacts, ReadonlyArray<string>>()

/** The host names that a certificate speaks for: SAN dNSNames and subject CNs, in lower case. */
export const namesOf = (facts: CertificateFacts): ReadonlyArray<string> => {
  const known = knownNames.get(facts)
  if (known !== undefined) return known
  const names = namesIn(facts)
  knownNames.set(facts, names)
  return names
}

const liesIn = (domain: string) => (name: string): boolean => name === domain || name.endsWith(`.${domain}`)

const covers = (fqdn: string) => (name: string): boolean =>
  name === fqdn || (name.startsWith('*.') && fqdn.slice(fqdn.indexOf('.')) === name.slice(1))

const isShort = ({ keyAlgorithm, keySize }: CertificateFacts): boolean =>
  (keyAlgorithm === 'RSA' || keyAlgorithm === 'RSA-PSS') && keySize < MINIMUM_RSA_BITS

/** RSA for tokens, and 2048 bits at least; a short key elsewhere is told. Source: FIELD S2, F6, F7. */
const keyRules: Rule = ({ facts }, { slot: { role } }) => {
  const { keyAlgorithm, keySize } = facts
  const forTokens = isGlobalRole(role)
  return [
    ...(forTokens && keyAlgorithm !== 'RSA'
      ? [finding('forbidden', { _tag: 'KeyAlgorithmNotAllowed', role, keyAlgorithm, allowed: ['RSA'] })]
      : []),
    ...(isShort(facts)
      ? [
          finding(forTokens ? 'forbidden' : 'warning', {
            _tag: 'KeyTooShort',
            role,
            keySize,
            requiredKeySize: MINIMUM_RSA_BITS,
          }),
        ]
      : []),
  ]
}

/** What the field does not support wherever it is used. Source: FIELD F8. */
const rsaPssRules: Plain = ({ facts: { keyAlgorithm, signatureAlgorithm } }) => [
  ...(keyAlgorithm === 'RSA-PSS' ? [finding('refused', { _tag: 'RsaPssNotSupported', where: 'key' })] : []),
  ...(/pss/i.test(signatureAlgorithm) ? [finding('refused', { _tag: 'RsaPssNotSupported', where: 'signature' })] : []),
]

const isWeak = (hash: string): boolean => hash === 'SHA-1' || hash === 'MD5' || hash === 'MD2'

/**
 * SHA-1, MD5 and RSASSA-PSS signatures are refused unless forced; a self-signed issuer's own signature says
 * nothing. Source: FIELD 2.8, 4.3, F8.
 */
const signatureRules: Plain = ({ facts: { signatureHash }, chain }) => [
  ...(isWeak(signatureHash) ? [finding('refused', { _tag: 'WeakSignature', signatureHash })] : []),
  ...chain
    .filter((link) => !link.isSelfSigned && isWeak(link.signatureHash))
    .map((link) =>
      finding(link.signatureHash === 'SHA-1' ? 'warning' : 'refused', {
        _tag: 'WeakChainSignature',
        issuer: link.subject,
        signatureHash: link.signatureHash,
      }),
    ),
]

/**
 * The token key must be ours to replicate; a server's own key may rest on the server, if somebody says so.
 * Source: FIELD S14, 2.8.
 */
const custodyRules: Rule = ({ privateKey, compromisedSince, retiredAt }, { slot: { role } }) => [
  ...(privateKey._tag === 'Kept'
    ? []
    : [
        finding(isGlobalRole(role) ? 'forbidden' : 'refused', {
          _tag: 'PrivateKeyMissing',
          because: privateKey._tag === 'Destroyed' ? 'destroyed' : 'neverImported',
        }),
      ]),
  ...(compromisedSince === null
    ? []
    : [finding('forbidden', { _tag: 'CertificateCompromised', since: compromisedSince })]),
  ...(retiredAt === null ? [] : [finding('refused', { _tag: 'CertificateRetired', since: retiredAt })]),
]

/**
 * Expired or not yet valid is refused unless forced; under 60 days is told, under 30 loudly. Source: FIELD 6.3,
 * S14.
 */
const validityRules: Plain = ({ facts: { notBefore, notAfter } }, { at }) => {
  if (notAfter <= at) return [finding('refused', { _tag: 'CertificateExpired', notAfter, at })]
  if (at < notBefore) return [finding('refused', { _tag: 'CertificateNotYetValid', notBefore, at })]
  const daysLeft = Math.floor((msOf(notAfter) - msOf(at)) / DAY_MS)
  return daysLeft < 60
    ? [finding(daysLeft < 30 ? 'warning' : 'notice', { _tag: 'CertificateExpiresSoon', notAfter, daysLeft })]
    : []
}

/**
 * The token certificate carries a SIP domain unless it already serves a role; a server's names the server.
 * Source: FIELD S3, 2.8, F2.
 */
const nameRules: Rule = ({ facts }, { slot: { scope }, sipDomains, assignedElsewhere, frontEndRegistered }) => {
  const names = namesOf(facts)
  if (scope === 'global') {
    const missing = sipDomains.filter((domain) => !names.some(liesIn(domain)))
    const excused = assignedElsewhere || missing.length < sipDomains.length
    return missing.length === 0
      ? []
      : [finding(excused ? 'warning' : 'refused', { _tag: 'SipDomainMissing', sipDomains: missing, names })]
  }
  return [
    ...(names.some(covers(scope)) ? [] : [finding('warning', { _tag: 'ServerNameMissing', fqdn: scope, names })]),
    ...(frontEndRegistered ? [] : [finding('warning', { _tag: 'FrontEndNotRegistered', fqdn: scope })]),
  ]
}

/**
 * Server EKU, CRL distribution point, a chain that ends in a root, no certificate authority. Source: FIELD 2.8,
 * S14, 4.3.
 */
const usageRules: Plain = ({ facts, chain }) => {
  const { extendedKeyUsage, isSelfSigned, crlDistributionPoints, isCertificateAuthority, issuer } = facts
  const last = chain.at(-1)
  const complete = isSelfSigned || last?.isSelfSigned === true
  const serves =
    extendedKeyUsage === null ||
    [SERVER_AUTHENTICATION, ANY_EXTENDED_KEY_USAGE].some((oid) => extendedKeyUsage.includes(oid))
  return [
    ...(serves
      ? []
      : [finding('warning', { _tag: 'ServerAuthenticationMissing', extendedKeyUsage })]),
    ...(isSelfSigned || crlDistributionPoints.length > 0
      ? []
      : [finding('notice', { _tag: 'CrlDistributionPointMissing' })]),
    ...(complete
      ? []
      : [finding('warning', { _tag: 'ChainIncomplete', lastIssuer: last === undefined ? issuer : last.subject })]),
    ...(isCertificateAuthority && !isSelfSigned ? [finding('warning', { _tag: 'IsCertificateAuthority' })] : []),
  ]
}

const plainRules: ReadonlyArray<Plain> = [rsaPssRules, signatureRules, validityRules, usageRules]
const roleRules: ReadonlyArray<Rule> = [keyRules, custodyRules, nameRules, ...plainRules]

const weight = { forbidden: 0, refused: 1, warning: 2, notice: 3 }

const isInOrder = (findings: ReadonlyArray<Finding>): boolean =>
  findings.every(({ severity }, index) => weight[findings[index - 1]?.severity ?? 'forbidden'] <= weight[severity])

const byWeight = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> =>
  isInOrder(findings) ? findings : findings.toSorted((a, b) => weight[a.severity] - weight[b.severity])

/**
 * What a role demands of a certificate, and where this one falls short: the weightiest first.
 * Pure: the same certificate under the same circumstances gives the same findings. Source: FIELD 2.8, F2, F6, F7, F8.
 */
export const acceptability = (certificate: KnownCertificate, circumstances: Circumstances): ReadonlyArray<Finding> =>
  byWeight(roleRules.flatMap((rule) => rule(certificate, circumstances)))

/**
 * What strikes about a certificate that nobody has given a role: all of it is told, none of it refuses the import.
 * Source: FIELD F6, F8.
 */
export const remarks = (certificate: KnownCertificate, at: Instant): ReadonlyArray<Finding> => {
  const { facts } = certificate
  const short = finding('warning', {
    _tag: 'KeyTooShort',
    role: null,
    keySize: facts.keySize,
    requiredKeySize: MINIMUM_RSA_BITS,
  })
  const plain = plainRules.flatMap((rule) => rule(certificate, { at }))
  return byWeight([
    ...(isShort(facts) ? [short] : []),
    ...told(plain),
  ])
}
