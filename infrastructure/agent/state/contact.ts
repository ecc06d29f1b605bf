import { t } from '../../../domain/prelude.js'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { Instant } from '../../../domain/values/instant.js'
import { Position } from '../../../domain/values/position.js'
import type { SetupFault, StoreFault } from '../../../application/agents/agent-fault.js'
import { readState, stateFiles, writeState } from './state-files.js'

/** What was learnt when the ledger answered last: `at` by its clock, and how far this machine's is ahead, in ms. */
export const Contact = t.type({ at: Instant, position: Position, aheadMs: t.number })
export type Contact = t.TypeOf<typeof Contact>

/** The last contact; null where there was none, or where nothing can be made of it. */
export const readContact = (state: string): TaskEither<SetupFault, Contact | null> =>
  pipe(readState(state, stateFiles.contact), TE.map((found) => (Contact.is(found) ? found : null)))

/** Puts a contact down. */
export const writeContact = (state: string) => (contact: Contact): TaskEither<StoreFault, void> =>
  writeState(state, stateFiles.contact, contact)
