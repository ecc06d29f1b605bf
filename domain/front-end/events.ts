import { t } from '../prelude.js'
import { AgentFingerprint, AgentKeys } from '../values/agent-keys.js'
import { Fqdn } from '../values/fqdn.js'
import { Instant } from '../values/instant.js'
import { TokenMark } from '../values/token-digest.js'
import { Uuid } from '../values/uuid.js'
import { WholeNumber } from '../values/whole-number.js'
import type { MessageOf } from '../messages.js'

const agent = { fqdn: Fqdn, keys: AgentKeys, fingerprint: AgentFingerprint }

/** Everything that can happen to a front end. These names are the storage format. */
export const frontEndEvents = {
  FrontEndRegistered: t.type({ fqdn: Fqdn, registeredAt: Instant }),
  /** One agent may ask to be enrolled with this invitation, once, until it expires. */
  AgentInvited: t.type({ fqdn: Fqdn, invitation: TokenMark, invitedAt: Instant, expiresAt: Instant }),
  /** The invitation is used up; the keys wait for an administrator to confirm their fingerprint. */
  EnrolmentRequested: t.type({ ...agent, machine: t.string, version: t.string, requestedAt: Instant }),
  /** From now on these keys speak for the front end. */
  AgentEnrolled: t.type({ ...agent, machine: t.string, enrolledAt: Instant }),
  EnrolmentDeclined: t.type({ fqdn: Fqdn, fingerprint: AgentFingerprint, declinedAt: Instant }),
  AgentKeysReplaced: t.type({ ...agent, replacedAt: Instant }),
  /** A process of the agent began to speak; the instance before it may speak no more. */
  AgentStarted: t.type({
    fqdn: Fqdn,
    instance: Uuid,
    machine: t.string,
    version: t.string,
    /** How far the agent's clock runs ahead of the ledger's, in ms; negative behind. */
    clockSkewMs: WholeNumber,
    startedAt: Instant,
  }),
  /** Two machines, or two processes, speak with the same identity. */
  IdentityConflictSeen: t.type({
    fqdn: Fqdn,
    instance: Uuid,
    machine: t.string,
    because: t.keyof({ otherMachine: null, supersededInstance: null }),
    seenAt: Instant,
  }),
  /** The clock of the agent moved by more than is put up with, or is right again. */
  ClockSkewSeen: t.type({ fqdn: Fqdn, clockSkewMs: WholeNumber, seenAt: Instant }),
  FrontEndDecommissioned: t.type({ fqdn: Fqdn, decommissionedAt: Instant }),
}
export type FrontEndEvent = MessageOf<typeof frontEndEvents>
