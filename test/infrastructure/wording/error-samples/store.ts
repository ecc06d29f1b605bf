import type { StoreError } from '../../../../application/ports.js'
import { position } from '../facts-of-samples.js'
import type { SamplesOf } from './samples-of.js'

const stream = 'assignment-OAuthTokenIssuer@global'
const path = '/srv/ledger/log.sqlite'

export const storeSamples = {
  Conflict: [
    { _tag: 'Conflict', stream, expected: { revision: 3 }, actual: 4 },
    { _tag: 'Conflict', stream, expected: 'noStream', actual: 0 },
    { _tag: 'Conflict', stream, expected: 'streamExists', actual: null },
    { _tag: 'Conflict', stream, expected: 'any', actual: 0 },
  ],
  LogBusy: [
    { _tag: 'LogBusy', waiting: 1024, limit: 1024 },
    { _tag: 'LogBusy', waiting: 0, limit: 1024 },
  ],
  OutcomeUnknown: [{ _tag: 'OutcomeUnknown', reason: 'SQLITE_IOERR_1034' }],
  SecretRefused: [
    { _tag: 'SecretRefused', eventType: 'CertificateAssigned', where: '/reason', looksLike: 'PEM private key' },
  ],
  EventTooLarge: [
    { _tag: 'EventTooLarge', eventType: 'CertificateImported', limitBytes: 1_048_576, actualBytes: 2_500_000 },
  ],
  LogUnavailable: [
    { _tag: 'LogUnavailable', path, reason: 'EACCES' },
    { _tag: 'LogUnavailable', path, reason: 'ENOENT' },
  ],
  LogFull: [{ _tag: 'LogFull', path }],
  LogReadOnly: [{ _tag: 'LogReadOnly', path }],
  LogOfNewerVersion: [{ _tag: 'LogOfNewerVersion', path, found: 9, supported: 1 }],
  NotALedger: [{ _tag: 'NotALedger', path }],
  RecordCorrupt: [{ _tag: 'RecordCorrupt', position, detail: 'the record does not match its leaf hash' }],
  ReadSideUnavailable: [{ _tag: 'ReadSideUnavailable', path, reason: 'SQLITE_CANTOPEN' }],
  ReadSideBusy: [{ _tag: 'ReadSideBusy', path, waitedMs: 5000 }],
  ProjectionFailed: [
    { _tag: 'ProjectionFailed', projection: 'assignments', position, reason: 'TypeError: x is not a function' },
  ],
} satisfies SamplesOf<StoreError>
