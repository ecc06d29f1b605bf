import { t } from '../prelude.js'
import { Instant } from '../values/instant.js'
import { KeyRef } from '../values/key-ref.js'
import { PublicKeyText } from '../values/agent-keys.js'
import { SpkiDigest } from '../values/spki-digest.js'
import { Uuid } from '../values/uuid.js'
import type { MessageOf } from '../messages.js'

/** Everything that can happen to the ledger itself. These names are the storage format. */
export const ledgerEvents = {
  /** What the ledger signs its messages to agents with (Ed25519); agents pin it. */
  SigningKeyCreated: t.type({
    ledger: Uuid,
    publicKey: PublicKeyText,
    ref: KeyRef,
    spkiDigest: SpkiDigest,
    createdAt: Instant,
  }),
}
export type LedgerEvent = MessageOf<typeof ledgerEvents>
