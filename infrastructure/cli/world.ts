import type { Readable } from 'node:stream'
import type { TaskEither } from '../../application/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Secret } from '../../application/ports/secret.js'
import type { RemoteOptions } from '../system/connect-session.js'
import type { Session, SessionError } from '../system/session.js'
import type { FaceError } from '../wording/face-error.js'

/** Where text and bytes go. A reader that went away (`head`) is no error: what follows is dropped. */
export type Sink = {
  readonly write: (chunk: string | Uint8Array) => TaskEither<FaceError, void>
  readonly isTty: boolean
  /** True once the reader went away. */
  readonly isClosed: () => boolean
}

/** What came of asking at the terminal: a line as typed (UTF-8), one that is too long, the end of input (^D), or ^C. */
export type Typed =
  | { readonly _tag: 'Line'; readonly bytes: Uint8Array }
  | { readonly _tag: 'TooLong'; readonly limitBytes: number }
  | { readonly _tag: 'End' }
  | { readonly _tag: 'Interrupted' }

/** A person at a terminal. `hidden`: what is typed is not shown. */
export type Terminal = {
  readonly ask: (question: string, hidden: boolean) => Promise<Typed>
}

/** How the ledger is opened; the composition's options. */
export type OpenLedger = (options: {
  readonly directory: string
  readonly create: boolean
  readonly passphrase: Secret | null
  readonly building?: (applied: number) => void
}) => TaskEither<SessionError, Session>

/** How a server is spoken to; the composition's options. */
export type Connect = (options: RemoteOptions) => TaskEither<SessionError, Session>

/** Everything that the command line meets outside of itself. */
export type World = {
  readonly stdout: Sink
  readonly stderr: Sink
  readonly stdin: Readable
  /** null where nobody can be asked: input or error output is no terminal. */
  readonly terminal: Terminal | null
  /** Width of the terminal in columns; null where the output is none. */
  readonly columns: number | null
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly userName: () => string
  readonly hostName: () => string
  readonly nodeVersion: string
  readonly now: () => Instant
  /** Aborts when the process is asked to stop; its reason is the name of the signal. */
  readonly interruption: AbortSignal
  readonly openLedger: OpenLedger
  readonly connect: Connect
}
