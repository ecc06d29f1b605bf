import type { ReadFailure } from '../../application/ports.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import { embeddedSession } from './embedded-session.js'
import { openLedger, type LedgerOptions } from './open-ledger.js'
import type { Session } from './session.js'

export type SessionOptions = Omit<LedgerOptions, 'watch'>

/** Opens the ledger of a directory in this process, for the command line and for programs. */
export const openSession = (options: SessionOptions): TaskEither<ReadFailure, Session> =>
  pipe(openLedger(options), TE.map(embeddedSession))
