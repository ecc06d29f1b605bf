import type { Fqdn } from '../../domain/values/fqdn.js'

/** Why a message of an agent is not listened to. */
export type AgentError =
  /** It belongs to another run of the server, or to a process that has not begun: the agent starts again. */
  | { readonly _tag: 'AgentSessionUnknown'; readonly fqdn: Fqdn }
  /** An alarm: `last` is the highest number that this process has used in this run. */
  | { readonly _tag: 'AgentMessageReplayed'; readonly fqdn: Fqdn; readonly sequence: number; readonly last: number }
  /** It said more than `limit` messages at once; a few in a second are heard further on. */
  | {
      readonly _tag: 'AgentSpeaksTooOften'
      readonly fqdn: Fqdn
      readonly limit: number
      readonly retryAfterS: number
    }
  /** An alarm: whoever speaks does not have the key that he speaks for. */
  | { readonly _tag: 'AgentSignatureInvalid'; readonly fqdn: Fqdn }
  /** No JWS of this protocol, one that was sent to another route, or content of another shape. */
  | { readonly _tag: 'AgentMessageNotUnderstood'; readonly because: 'notSigned' | 'otherRoute' | 'content' }
