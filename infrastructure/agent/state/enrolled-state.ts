import { mkdir } from 'node:fs/promises'
import type { SetupFault } from '../../../application/agents/agent-fault.js'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { faultAt } from '../files/file-code.js'
import { readKeys, type AgentKeyPairs } from './agent-key-pairs.js'
import { readIdentity, type Identity } from './identity.js'
import { readNextKeys } from './next-keys.js'
import { takeLock, type ProcessLock } from './process-lock.js'
import { clearDrafts, ensureState, stateFiles } from './state-files.js'

/** The identity of an agent that a ledger has answered to. */
export type Enrolled = Identity & { readonly pinned: NonNullable<Identity['pinned']> }

/** Who an agent is, and what it speaks with; `next` are keys that the ledger was asked to take without an answer. */
export type EnrolledState = {
  readonly identity: Enrolled
  readonly keys: AgentKeyPairs
  readonly next: AgentKeyPairs | null
}

const notSetUp = (state: string): SetupFault => ({ _tag: 'AgentNotSetUp', state })

const isEnrolled = (identity: Identity): identity is Enrolled => identity.pinned !== null

/** The identity in a state directory, of an agent that a ledger has answered to. */
export const enrolledIn = (state: string): TaskEither<SetupFault, Enrolled> =>
  pipe(
    readIdentity(state),
    TE.chain((found) => (found !== null && isEnrolled(found) ? TE.right(found) : TE.left(notSetUp(state)))),
  )

/** The lock of a directory, which is made where it is missing. */
export const lockOf = (directory: string, name: string): TaskEither<SetupFault, ProcessLock> =>
  pipe(
    TE.tryCatch(() => mkdir(directory, { recursive: true, mode: 0o755 }), faultAt(directory)),
    TE.chainEitherKW(() => takeLock(directory, name)),
  )

/** The lock of the state directory of an enrolled agent. */
export const lockOfState = (state: string): TaskEither<SetupFault, ProcessLock> =>
  pipe(
    enrolledIn(state),
    TE.chain(() => ensureState(state)),
    TE.chain(() => lockOf(state, stateFiles.lock)),
  )

/** What an enrolled agent speaks with, for whoever holds the lock; what a crash left half written is removed. */
export const enrolledStateIn = (state: string): TaskEither<SetupFault, EnrolledState> =>
  pipe(
    clearDrafts(state),
    TE.chain(() => enrolledIn(state)),
    TE.bindTo('identity'),
    TE.bind('keys', () =>
      pipe(readKeys(state), TE.chain((keys) => (keys === null ? TE.left(notSetUp(state)) : TE.right(keys))))),
    TE.bind('next', () => readNextKeys(state)),
  )
