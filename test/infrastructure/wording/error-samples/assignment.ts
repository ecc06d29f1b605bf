import type { AssignmentRefusal } from '../../../../domain/assignment/errors.js'
import { instant, server, thumbprint, tokens } from '../facts-of-samples.js'
import { findingSamples } from '../finding-samples.js'
import type { SamplesOf } from './samples-of.js'

const at = instant('2026-12-01T09:30:15.250Z')
const earlier = instant('2026-11-01T00:00:00.000Z')
const later = instant('2027-03-01T12:00:00.000Z')
const { KeyTooShort, LeadTimeTooShort, WeakSignature } = findingSamples

export const assignmentSamples = {
  CertificateNotAcceptable: [
    {
      _tag: 'CertificateNotAcceptable',
      slot: tokens,
      thumbprint,
      findings: [KeyTooShort[0], WeakSignature[0]],
      forceable: false,
    },
    { _tag: 'CertificateNotAcceptable', slot: tokens, thumbprint, findings: [WeakSignature[0]], forceable: true },
  ],
  RollNotAcceptable: [
    { _tag: 'RollNotAcceptable', slot: tokens, findings: [LeadTimeTooShort[0]], forceable: true },
    { _tag: 'RollNotAcceptable', slot: tokens, findings: [KeyTooShort[0]], forceable: false },
  ],
  EffectiveDateNotInFuture: [{ _tag: 'EffectiveDateNotInFuture', slot: tokens, effectiveAt: earlier, at }],
  EffectiveDateOutsideValidity: [
    {
      _tag: 'EffectiveDateOutsideValidity',
      slot: server,
      effectiveAt: later,
      notBefore: earlier,
      notAfter: instant('2027-02-01T00:00:00.000Z'),
    },
  ],
  AlreadyStagedForOtherDate: [
    { _tag: 'AlreadyStagedForOtherDate', slot: tokens, thumbprint, stagedFor: later, asked: at },
  ],
  NothingStaged: [{ _tag: 'NothingStaged', slot: tokens }],
  StagedRollPending: [{ _tag: 'StagedRollPending', slot: tokens, thumbprint, effectiveAt: later }],
  NoPreviousCertificate: [{ _tag: 'NoPreviousCertificate', slot: server }],
  SlotChangedMeanwhile: [{ _tag: 'SlotChangedMeanwhile', slot: server }],
  AssignmentInUse: [{ _tag: 'AssignmentInUse', slot: tokens, thumbprint, notAfter: later }],
  CorrectionInFuture: [
    { _tag: 'CorrectionInFuture', slot: tokens, validFrom: later, validTo: null, at },
    { _tag: 'CorrectionInFuture', slot: tokens, validFrom: earlier, validTo: later, at },
  ],
  CorrectionIntervalEmpty: [{ _tag: 'CorrectionIntervalEmpty', slot: tokens, validFrom: at, validTo: earlier }],
} satisfies SamplesOf<AssignmentRefusal>
