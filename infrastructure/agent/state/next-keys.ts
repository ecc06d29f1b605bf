import { join } from 'node:path'
import { TE, type TaskEither } from '../../../application/prelude.js'
import type { SetupFault, StoreFault } from '../../../application/agents/agent-fault.js'
import { removeOverwritten, takePlace } from '../files/durable-file.js'
import { faultAt } from '../files/file-code.js'
import { createKeys, readKeys, type AgentKeyPairs } from './agent-key-pairs.js'
import { stateFiles } from './state-files.js'

/** Keys that the ledger was asked to take, where its answer is not known; null where there are none. */
export const readNextKeys = (state: string): TaskEither<SetupFault, AgentKeyPairs | null> =>
  readKeys(state, stateFiles.nextKeys)

/** Makes the keys that are to follow, beside those in force, and keeps them durably before anybody is asked. */
export const createNextKeys = (state: string): TaskEither<SetupFault, AgentKeyPairs> =>
  createKeys(state, stateFiles.nextKeys)

/** The ledger has taken them: from here on they are the keys, in one step, and the former ones are overwritten. */
export const adoptNextKeys = (state: string): TaskEither<StoreFault, void> => {
  const path = join(state, stateFiles.nextKeys)
  return TE.tryCatch(() => takePlace(path, join(state, stateFiles.keys)), faultAt(path))
}

/** The ledger has not taken them, and nobody asks it to any more. Repeat: nothing. */
export const dropNextKeys = (state: string): TaskEither<StoreFault, void> => {
  const path = join(state, stateFiles.nextKeys)
  return TE.tryCatch(() => removeOverwritten(path), faultAt(path))
}
