import type { KeyObject } from 'node:crypto'
import type { Binding } from '../../../application/agents/protocol.js'
import type { TaskEither } from '../../../application/prelude.js'
import type { Fqdn } from '../../../domain/values/fqdn.js'
import type { Instant } from '../../../domain/values/instant.js'
import type { SetupFault, StoreFault } from '../../../application/agents/agent-fault.js'
import type { AgentConfig } from '../hooks/agent-config.js'
import type { LedgerClock } from '../ledger/ledger-clock.js'
import type { SettlingClient } from '../ledger/settling-client.js'
import type { ObserveStore } from '../observation/observe-store.js'
import type { AgentStore } from '../store/agent-store.js'
import type { Contact } from '../state/contact.js'
import type { Outbox } from '../state/outbox.js'

/** What opens a sealed key; the composition's adapter. `because` names the fault, such as `SEAL_EXPIRED`. */
export type OpenSealed = (
  jwe: string,
  sealingKey: KeyObject,
  expected: Omit<Binding, 'position' | 'expiresAt'> & { readonly now: Instant },
) => TaskEither<
  { readonly because: string },
  { readonly certificate: string; readonly chain: ReadonlyArray<string>; readonly privateKey: Buffer }
>

/** Something that an agent did or met, for its log: never a key, a password or an invitation. */
export type AgentNews = {
  readonly event: string
  readonly level: 'info' | 'warning' | 'alarm'
  readonly facts: Readonly<Record<string, string | number | null>>
}

/** What an agent at work is made of. */
export type AgentParts = {
  readonly fqdn: Fqdn
  readonly store: AgentStore
  readonly observe: ObserveStore
  readonly client: SettlingClient
  readonly clock: LedgerClock
  readonly outbox: Outbox
  /** Read again for each change, so that it can be edited while the agent runs. */
  readonly config: TaskEither<SetupFault, AgentConfig>
  readonly openSealed: OpenSealed
  readonly keepContact: (contact: Contact) => TaskEither<StoreFault, void>
  /** True for an agent that the ledger has answered to as an enrolled one before this process. */
  readonly wasHeard: boolean
  readonly tell: (news: AgentNews) => void
}
