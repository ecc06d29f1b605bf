import type { CertificateRole } from '../values/certificate-role.js'
import type { Fqdn } from '../values/fqdn.js'
import type { Instant } from '../values/instant.js'
import type { KeyAlgorithm } from '../values/key-algorithm.js'
import type { SipDomain } from '../values/sip-domain.js'
import type { Thumbprint } from '../values/thumbprint.js'
import type { CertificateFacts } from './facts.js'

/** What was noticed about a certificate in a role, with the facts. */
export type Observation =
  | {
      readonly _tag: 'KeyTooShort'
      readonly role: CertificateRole | null
      readonly keySize: number
      readonly requiredKeySize: number
    }
  | {
      readonly _tag: 'KeyAlgorithmNotAllowed'
      readonly role: CertificateRole
      readonly keyAlgorithm: KeyAlgorithm
      readonly allowed: ReadonlyArray<KeyAlgorithm>
    }
  | { readonly _tag: 'RsaPssNotSupported'; readonly where: 'key' | 'signature' }
  | { readonly _tag: 'WeakSignature'; readonly signatureHash: CertificateFacts['signatureHash'] }
  | { readonly _tag: 'WeakChainSignature'; readonly issuer: string; readonly signatureHash: string }
  | { readonly _tag: 'PrivateKeyMissing'; readonly because: 'neverImported' | 'destroyed' }
  | { readonly _tag: 'CertificateExpired'; readonly notAfter: Instant; readonly at: Instant }
  | { readonly _tag: 'CertificateNotYetValid'; readonly notBefore: Instant; readonly at: Instant }
  | { readonly _tag: 'CertificateExpiresSoon'; readonly notAfter: Instant; readonly daysLeft: number }
  | {
      readonly _tag: 'SipDomainMissing'
      readonly sipDomains: ReadonlyArray<SipDomain>
      readonly names: ReadonlyArray<string>
    }
  | { readonly _tag: 'ServerNameMissing'; readonly fqdn: Fqdn; readonly names: ReadonlyArray<string> }
  | { readonly _tag: 'ServerAuthenticationMissing'; readonly extendedKeyUsage: ReadonlyArray<string> }
  | { readonly _tag: 'CrlDistributionPointMissing' }
  | { readonly _tag: 'ChainIncomplete'; readonly lastIssuer: string }
  | { readonly _tag: 'IsCertificateAuthority' }
  | { readonly _tag: 'CertificateCompromised'; readonly since: Instant }
  | { readonly _tag: 'CertificateRetired'; readonly since: Instant }
  | { readonly _tag: 'FrontEndNotRegistered'; readonly fqdn: Fqdn }
  | {
      readonly _tag: 'LeadTimeTooShort'
      readonly role: CertificateRole
      readonly leadMs: number
      readonly requiredMs: number
    }
  | {
      readonly _tag: 'OverlapTooShort'
      readonly role: CertificateRole
      readonly overlapMs: number
      readonly requiredMs: number
      readonly currentNotAfter: Instant
    }
  | { readonly _tag: 'GapBeforeRoll'; readonly currentNotAfter: Instant; readonly effectiveAt: Instant }
  | { readonly _tag: 'SwitchIsHard'; readonly role: CertificateRole }
  | { readonly _tag: 'PreviousStillVerifies'; readonly thumbprint: Thumbprint; readonly until: Instant }
  | { readonly _tag: 'RollbackWindowCloses'; readonly thumbprint: Thumbprint }
  /** `effectiveAt` is the date that it was staged for; null where that is not known any more. */
  | {
      readonly _tag: 'StagedRollCancelled'
      readonly thumbprint: Thumbprint
      readonly effectiveAt: Instant | null
      readonly because: 'assigned' | 'superseded' | 'rolledBack'
    }

/**
 * How much a finding weighs. `forbidden`: refused, `--force` does not help. `refused`: refused unless forced, and then
 * recorded as overridden. `warning` and `notice` are told and hinder nothing. Source: FIELD F1.
 */
export type Severity = 'forbidden' | 'refused' | 'warning' | 'notice'

export type Finding = Observation & { readonly severity: Severity }

/** An observation with its weight. */
export const finding = (severity: Severity, observation: Observation): Finding => ({ ...observation, severity })

/** The findings that stop a command, given whether it was forced. */
export const obstacles = (findings: ReadonlyArray<Finding>, force: boolean): ReadonlyArray<Finding> =>
  findings.filter(({ severity }) => severity === 'forbidden' || (severity === 'refused' && !force))

/** The names of the findings that only `--force` carried a command past; what an event records as `overridden`. */
export const overriddenBy = (findings: ReadonlyArray<Finding>): ReadonlyArray<string> =>
  [...new Set(findings.filter(({ severity }) => severity === 'refused').map(({ _tag }) => _tag))].sort()

/** The same findings where they can stop nothing: what would refuse a command is a warning. */
export const told = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> =>
  findings.map((found) =>
    found.severity === 'forbidden' || found.severity === 'refused' ? { ...found, severity: 'warning' } : found,
  )
