import type { CertificateNotFound } from '../../../../application/evidence.js'
import type { CertificateRefusal } from '../../../../domain/certificate/errors.js'
import type { AskError } from '../../../../projections/questions/question.js'
import { fqdn, instant, server, thumbprint, thumbprintSha256, tokens } from '../facts-of-samples.js'
import type { SamplesOf } from './samples-of.js'

type InputTag = 'InputNotUnderstood' | 'ScopeNotAllowed' | 'IdentityRequired' | 'ExactlyOneOf'
type NotKnownThen = Exclude<AskError, { readonly _tag: InputTag }>

const at = instant('2026-12-01T09:30:15.250Z')

export const certificateSamples = {
  CertificateNotImported: [{ _tag: 'CertificateNotImported' }],
  CertificateInUse: [{ _tag: 'CertificateInUse', thumbprint, slots: [tokens, server] }],
  PrivateKeyNotKept: [
    { _tag: 'PrivateKeyNotKept', thumbprint, because: 'neverImported' },
    { _tag: 'PrivateKeyNotKept', thumbprint, because: 'destroyed' },
  ],
  PrivateKeyWasDestroyed: [{ _tag: 'PrivateKeyWasDestroyed', thumbprint, destroyedAt: at }],
  CompromiseInFuture: [{ _tag: 'CompromiseInFuture', since: instant('2027-01-01T00:00:00.000Z'), at }],
  CertificateUnknown: [{ _tag: 'CertificateUnknown', thumbprint }],
  ThumbprintAmbiguous: [{ _tag: 'ThumbprintAmbiguous', thumbprint, certificates: [thumbprintSha256] }],
  CertificateNotKnownThen: [{ _tag: 'CertificateNotKnownThen', thumbprint }],
  SlotNeverUsed: [{ _tag: 'SlotNeverUsed', slot: tokens }],
  SiteNotConfigured: [{ _tag: 'SiteNotConfigured' }],
  FrontEndNotKnownThen: [{ _tag: 'FrontEndNotKnownThen', fqdn }],
} satisfies SamplesOf<CertificateRefusal | CertificateNotFound | NotKnownThen>
