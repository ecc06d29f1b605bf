import { TE, type TaskEither } from '../../application/prelude.js'
import type { RemoteOptions } from '../remote/remote-options.js'
import { remoteSession } from '../remote/remote-session.js'
import type { Session, SessionError } from './session.js'

export type { RemoteOptions }

/** Makes a session with the ledger behind a server. That the server cannot be reached shows with the first use. */
export const connectSession = (options: RemoteOptions): TaskEither<SessionError, Session> =>
  TE.right(remoteSession(options))
