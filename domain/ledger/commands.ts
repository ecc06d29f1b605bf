import type { PublicKeyText } from '../values/agent-keys.js'
import type { Instant } from '../values/instant.js'
import type { KeyRef } from '../values/key-ref.js'
import type { SpkiDigest } from '../values/spki-digest.js'
import type { Uuid } from '../values/uuid.js'

/** What can be said of the ledger itself. Where it has a key: no event. */
export type LedgerCommand = {
  readonly type: 'CreateSigningKey'
  readonly data: {
    readonly ledger: Uuid
    readonly publicKey: PublicKeyText
    readonly ref: KeyRef
    readonly spkiDigest: SpkiDigest
    readonly at: Instant
  }
}
