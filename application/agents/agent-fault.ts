/** What was asked of the ledger when it failed. */
export type LedgerAsked = 'enrol' | 'start' | 'sync' | 'collect' | 'report' | 'replaceKeys'

/** Why what came back is not believed. */
export type Distrust =
  | 'signature'
  | 'otherKey'
  | 'otherLedger'
  | 'otherFrontEnd'
  | 'otherMessage'
  | 'malformed'
  | 'outdated'

/** The ledger cannot be reached, refuses, or is not the one that was pinned. */
export type LedgerFault =
  /** `reason` is a code such as `ECONNREFUSED`, or `HTTP_502`. */
  | { readonly _tag: 'LedgerUnreachable'; readonly server: string; readonly reason: string }
  /** An alarm: somebody else answers, or the answer was changed. */
  | { readonly _tag: 'LedgerNotTrusted'; readonly server: string; readonly because: Distrust }
  /** `problem` is the type of the ledger's problem document; `detail` its words. */
  | {
      readonly _tag: 'LedgerRefused'
      readonly server: string
      readonly asked: LedgerAsked
      readonly problem: string
      readonly detail: string
    }

/** A file or directory of the agent cannot be used; `reason` is a code such as `EACCES`. */
export type StoreFault = { readonly _tag: 'AgentFileUnusable'; readonly path: string; readonly reason: string }

/** What keeps an agent from starting, before it has spoken to anybody. */
export type SetupFault =
  | StoreFault
  /** Others than its owner may read or change it. */
  | { readonly _tag: 'AgentFileExposed'; readonly path: string; readonly mode: string }
  | { readonly _tag: 'AgentNotSetUp'; readonly state: string }
  /** The directory belongs to an agent for another front end or server. */
  | { readonly _tag: 'AgentSetUpOtherwise'; readonly state: string; readonly fqdn: string; readonly server: string }
  | { readonly _tag: 'AgentRunning'; readonly path: string }
  /** The keys would travel in the clear. */
  | { readonly _tag: 'ServerNotSecure'; readonly server: string }
  /** `where` is a path into the file, such as `roles.Default.hooks`. */
  | { readonly _tag: 'AgentConfigNotUnderstood'; readonly path: string; readonly where: string }

/** Everything that an agent can meet. */
export type AgentFault = LedgerFault | SetupFault
