import type { AgentFingerprint } from '../values/agent-keys.js'
import type { Fqdn } from '../values/fqdn.js'
import type { Instant } from '../values/instant.js'
import type { Slot } from '../values/slot.js'
import type { Uuid } from '../values/uuid.js'

/** Why something cannot be said of a front end, with the facts. */
export type FrontEndRefusal =
  | { readonly _tag: 'FrontEndNotRegistered'; readonly fqdn: Fqdn }
  | { readonly _tag: 'InvitationNotValid'; readonly fqdn: Fqdn; readonly because: 'unknown' | 'used' | 'expired' }
  /** Slots of its own still hold certificates. */
  | { readonly _tag: 'FrontEndInUse'; readonly fqdn: Fqdn; readonly slots: ReadonlyArray<Slot> }
  | { readonly _tag: 'NoEnrolmentPending'; readonly fqdn: Fqdn }
  | {
      readonly _tag: 'FingerprintDiffers'
      readonly fqdn: Fqdn
      readonly expected: AgentFingerprint
      readonly given: AgentFingerprint
    }
  | { readonly _tag: 'AgentNotEnrolled'; readonly fqdn: Fqdn }
  /** The process that speaks was superseded by another with the same keys. */
  | { readonly _tag: 'AgentInstanceSuperseded'; readonly fqdn: Fqdn; readonly process: Uuid; readonly since: Instant }
  | { readonly _tag: 'AgentOnOtherMachine'; readonly fqdn: Fqdn; readonly machine: string }
