import type { AgentFingerprint, AgentKeys } from '../values/agent-keys.js'
import type { Fqdn } from '../values/fqdn.js'
import type { Instant } from '../values/instant.js'
import type { Slot } from '../values/slot.js'
import type { TokenMark } from '../values/token-digest.js'
import type { Uuid } from '../values/uuid.js'

type Keys = { readonly fqdn: Fqdn; readonly keys: AgentKeys; readonly fingerprint: AgentFingerprint }

/** What can be said of a front end and its agent. Source: DESIGN 4. */
export type FrontEndCommand =
  /** Repeat: no event. After it was decommissioned it is registered anew. */
  | { readonly type: 'RegisterFrontEnd'; readonly data: { readonly fqdn: Fqdn; readonly at: Instant } }
  /** A new invitation takes the place of one that was not used. */
  | {
      readonly type: 'InviteAgent'
      readonly data: {
        readonly fqdn: Fqdn
        readonly invitation: TokenMark
        readonly expiresAt: Instant
        readonly at: Instant
      }
    }
  /** The same keys again: no event. */
  | {
      readonly type: 'RequestEnrolment'
      readonly data: Keys & {
        readonly invitation: TokenMark
        readonly machine: string
        readonly version: string
        readonly at: Instant
      }
    }
  | {
      readonly type: 'EnrolAgent'
      readonly data: { readonly fqdn: Fqdn; readonly fingerprint: AgentFingerprint; readonly at: Instant }
    }
  | {
      readonly type: 'DeclineEnrolment'
      readonly data: { readonly fqdn: Fqdn; readonly at: Instant }
    }
  /** Only the process that speaks now may, so that a message that was late replaces nothing. Repeat: no event. */
  | { readonly type: 'ReplaceAgentKeys'; readonly data: Keys & { readonly instance: Uuid; readonly at: Instant } }
  /** Also what a process says of itself again: no event then. */
  | {
      readonly type: 'StartAgent'
      readonly data: {
        readonly fqdn: Fqdn
        readonly instance: Uuid
        readonly machine: string
        readonly version: string
        readonly clockSkewMs: number
        readonly at: Instant
      }
    }
  /** An instance that was superseded, or another machine, spoke. Repeat for the same instance: no event. */
  | {
      readonly type: 'RecordIdentityConflict'
      readonly data: {
        readonly fqdn: Fqdn
        readonly instance: Uuid
        readonly machine: string
        readonly because: 'otherMachine' | 'supersededInstance'
        readonly at: Instant
      }
    }
  /** No event while the clock is about as wrong, or as right, as is on record. */
  | {
      readonly type: 'RecordClockSkew'
      readonly data: { readonly fqdn: Fqdn; readonly clockSkewMs: number; readonly at: Instant }
    }
  /** `assigned` are slots of its own that hold certificates, and that are not to be overridden. Repeat: no event. */
  | {
      readonly type: 'DecommissionFrontEnd'
      readonly data: { readonly fqdn: Fqdn; readonly assigned: ReadonlyArray<Slot>; readonly at: Instant }
    }
