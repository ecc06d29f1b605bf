import { join } from 'node:path'
import type { Secret } from '../../application/ports/secret.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { ReadFailure } from '../../application/ports.js'
import type { CertificateReader } from '../../application/ports/certificate-reader.js'
import type { EventLog } from '../../application/ports/event-log.js'
import type { PfxWriter } from '../../application/ports/pfx-writer.js'
import { servicesOf } from '../../application/services.js'
import { projections } from '../../projections/catalogue.js'
import { openSqliteLog } from '../event-log/sqlite-log.js'
import { openReadSide } from '../read-side/read-side.js'
import { tokenSource } from '../sealing/token-source.js'
import { fileVault } from '../vault/file-vault.js'
import { systemClock } from './clock.js'
import type { Embedded } from './embedded-session.js'
import { uuidSource } from './ids.js'
import { rowLookup } from './row-lookup.js'
import { rowSource } from './row-source.js'

export type LedgerOptions = {
  /** The ledger directory: `events.sqlite`, `vault/` and `read-side/` lie in it. */
  readonly directory: string
  /** Makes the ledger where there is none; else a missing one is LogUnavailable with reason ENOENT. */
  readonly create: boolean
  /** Of a vault that is locked by a passphrase; null for one with a key file. */
  readonly passphrase: Secret | null
  /** Called with the number of events applied so far, where rows have to be built before anything can be asked. */
  readonly building?: (applied: number) => void
  /** Put in front of the log by whoever wants to know what is written. */
  readonly watch?: (eventLog: EventLog) => EventLog
}

const lazily = <A>(make: () => Promise<A>): (() => Promise<A>) => {
  let made: Promise<A> | null = null
  return () => (made ??= make())
}

/** One of this process: it bounds how many files are read at once. */
const theReader = lazily(async () => (await import('../x509/certificate-reader.js')).certificateReader())

/** Reading and writing containers is seldom wanted and slow to load, so it is loaded when it is. */
const certificateReader: CertificateReader = {
  read: (request) => async () => (await theReader()).read(request)(),
}

const pfxWriter: PfxWriter = {
  write: (content) => async () => {
    const loaded = await import('../pfx/pfx-writer.js')
    return loaded.pfxWriter.write(content)()
  },
}

/** Opens the ledger of a directory in this process. The only place where adapters are chosen and wired. */
export const openLedger = ({
  directory,
  create,
  passphrase,
  building = () => undefined,
  watch = (eventLog) => eventLog,
}: LedgerOptions): TaskEither<ReadFailure, Embedded> =>
  pipe(
    TE.Do,
    TE.bind('eventLog', () => pipe(openSqliteLog({ directory, create }), TE.map(watch))),
    TE.bindW('readSide', ({ eventLog }) =>
      pipe(
        openReadSide({
          directory: join(directory, 'read-side'),
          mayGoAside: true,
          log: eventLog,
          projections,
          source: rowSource(directory),
          building,
        }),
        TE.orElseFirstTaskK(() => eventLog.close),
      ),
    ),
    TE.map(({ eventLog, readSide }) => {
      const keyVault = fileVault({ directory: join(directory, 'vault'), passphrase, now: systemClock.now })
      const sources = { clock: systemClock, ids: uuidSource, tokens: tokenSource }
      const ports = { eventLog, keyVault, certificateReader, pfxWriter, ...sources }
      return {
        services: servicesOf({ ...ports, lookup: rowLookup(readSide.ask) }),
        eventLog,
        askRows: readSide.ask,
        rebuild: (progress: (applied: number) => void) => readSide.rebuild(progress),
        close: async () => {
          await readSide.close()
          await eventLog.close()
        },
      }
    }),
  )
