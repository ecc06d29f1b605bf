import { decideBy, evolveBy, type Decider } from '../decider.js'
import { E } from '../prelude.js'
import type { PublicKeyText } from '../values/agent-keys.js'
import type { KeyRef } from '../values/key-ref.js'
import type { Uuid } from '../values/uuid.js'
import type { LedgerCommand } from './commands.js'
import type { LedgerEvent } from './events.js'

/** What agents know the ledger by, and where the key behind it is kept. */
export type LedgerIdentity = { readonly ledger: Uuid; readonly publicKey: PublicKeyText; readonly ref: KeyRef }

/** The ledger itself; null before it has a key to sign with. It keeps its first one, because agents pin it. */
export const ledger: Decider<LedgerCommand, LedgerEvent, LedgerIdentity | null, never> = {
  initialState: null,
  decide: decideBy<LedgerIdentity | null, LedgerCommand, LedgerEvent, never>({
    CreateSigningKey: ({ at, ...created }, known) =>
      E.right(known === null ? [{ type: 'SigningKeyCreated', data: { ...created, createdAt: at } }] : []),
  }),
  evolve: evolveBy<LedgerIdentity | null, LedgerEvent>({
    SigningKeyCreated: (_state, { ledger: id, publicKey, ref }) => ({ ledger: id, publicKey, ref }),
  }),
}
