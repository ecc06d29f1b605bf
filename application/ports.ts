import type { CertificateReader } from './ports/certificate-reader.js'
import type { Clock } from './ports/clock.js'
import type { AppendError, EventLog, LogFailure } from './ports/event-log.js'
import type { IdSource } from './ports/id-source.js'
import type { KeyVault } from './ports/key-vault.js'
import type { Lookup, LookupFailure } from './ports/lookup.js'
import type { PfxWriter } from './ports/pfx-writer.js'
import type { TokenSource } from './ports/token-source.js'

/** Why the question behind a lookup went unanswered: the read side, or the log behind it. */
export type ReadFailure = LookupFailure | LogFailure

/** Everything that use cases need of the world; each takes the part that it names. */
export type Ports = {
  readonly eventLog: EventLog
  readonly keyVault: KeyVault
  readonly certificateReader: CertificateReader
  readonly pfxWriter: PfxWriter
  readonly lookup: Lookup<ReadFailure>
  readonly clock: Clock
  readonly ids: IdSource
  readonly tokens: TokenSource
}

export type StoreError = AppendError | ReadFailure
