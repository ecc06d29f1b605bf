import type { FrontEndRefusal } from '../../../../domain/front-end/errors.js'
import type { ReplicationRefusal } from '../../../../domain/replication/errors.js'
import { AgentFingerprint } from '../../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../../domain/values/fqdn.js'
import { slotFromText } from '../../../../domain/values/slot.js'
import { Uuid } from '../../../../domain/values/uuid.js'
import { decoded } from '../../../support/decoded.js'
import { instant } from '../../../support/instants.js'
import type { SamplesOf } from './samples-of.js'

const fqdn = decoded(Fqdn, 'fe01.contoso.com')
const slot = slotFromText('OAuthTokenIssuer@global')
if (slot === undefined) throw new Error('no slot')
const delivery = { fqdn, slot, generation: 3 }
const expected = decoded(AgentFingerprint, 'A'.repeat(64))
const given = decoded(AgentFingerprint, 'B'.repeat(64))
const instance = decoded(Uuid, '6a0d6f3e-3f0b-4d0c-9b52-7d3f1f0c4e11')

/** One of each refusal of front ends and deliveries. */
export const estateSamples: SamplesOf<FrontEndRefusal | ReplicationRefusal> = {
  FrontEndNotRegistered: [{ _tag: 'FrontEndNotRegistered', fqdn }],
  InvitationNotValid: [
    { _tag: 'InvitationNotValid', fqdn, because: 'unknown' },
    { _tag: 'InvitationNotValid', fqdn, because: 'used' },
    { _tag: 'InvitationNotValid', fqdn, because: 'expired' },
  ],
  FrontEndInUse: [{ _tag: 'FrontEndInUse', fqdn, slots: [slot] }],
  NoEnrolmentPending: [{ _tag: 'NoEnrolmentPending', fqdn }],
  FingerprintDiffers: [{ _tag: 'FingerprintDiffers', fqdn, expected, given }],
  AgentNotEnrolled: [{ _tag: 'AgentNotEnrolled', fqdn }],
  AgentInstanceSuperseded: [{ _tag: 'AgentInstanceSuperseded', fqdn, process: instance, since: instant('2026-11-20') }],
  AgentOnOtherMachine: [{ _tag: 'AgentOnOtherMachine', fqdn, machine: 'fe02' }],
  DeliveryNotRequested: [
    { _tag: 'DeliveryNotRequested', ...delivery },
    { _tag: 'DeliveryNotRequested', ...delivery, generation: null },
  ],
  DeliveryAbandoned: [{ _tag: 'DeliveryAbandoned', ...delivery }],
  KeyAlreadyCollected: [
    { _tag: 'KeyAlreadyCollected', ...delivery, attempt: 1, collectedAt: '2026-11-20T12:00:00.000Z' },
  ],
  OtherAttempt: [{ _tag: 'OtherAttempt', ...delivery, attempt: 1, present: 2 }],
  NotCollected: [{ _tag: 'NotCollected', ...delivery, attempt: 1 }],
}
