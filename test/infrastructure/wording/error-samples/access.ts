import type { AccessRefusal } from '../../../../domain/access/errors.js'
import { Subject } from '../../../../domain/values/subject.js'
import { decoded } from '../../../support/decoded.js'
import { instant } from '../../../support/instants.js'
import type { SamplesOf } from './samples-of.js'

const subject = decoded(Subject, 'alice')
const at = instant('2026-11-20')

/** One of each refusal of somebody's access. */
export const accessSamples: SamplesOf<AccessRefusal> = {
  AccessNotGranted: [{ _tag: 'AccessNotGranted', subject }],
  AccessIsRevoked: [{ _tag: 'AccessIsRevoked', subject, revokedAt: at }],
  ExpiryNotInFuture: [{ _tag: 'ExpiryNotInFuture', subject, expiresAt: instant('2026-11-19'), at }],
  LastAdministrator: [{ _tag: 'LastAdministrator', subject }],
}
