import { t } from '../../../domain/prelude.js'
import { slotText } from '../../../domain/values/slot.js'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { DeliveryResult } from '../../../application/agents/protocol.js'
import type { SetupFault, StoreFault } from '../../../application/agents/agent-fault.js'
import { readState, stateFiles, writeState } from './state-files.js'

/** How many results wait at most; the oldest are forgotten beyond that, as the store itself tells what is there. */
const MOST_WAITING = 1_000

/** Results that the ledger has not taken yet, in their order; they outlive the process. */
export type Outbox = {
  readonly waiting: () => ReadonlyArray<DeliveryResult>
  /** Puts a result down durably. One that says the same of the same attempt is not put down twice. */
  readonly add: (result: DeliveryResult) => TaskEither<StoreFault, void>
  /** Forgets the first so many. */
  readonly forget: (count: number) => TaskEither<StoreFault, void>
}

const nameOf = ({ slot, generation, attempt, outcome }: DeliveryResult): string =>
  [slotText(slot), generation, attempt, outcome].join(' ')

/** The outbox in a state directory. What cannot be read any more is passed over. */
export const openOutbox = (state: string): TaskEither<SetupFault, Outbox> =>
  pipe(
    readState(state, stateFiles.outbox),
    TE.map((found) => {
      let waiting: ReadonlyArray<DeliveryResult> = t.readonlyArray(DeliveryResult).is(found) ? found : []
      const keep = (results: ReadonlyArray<DeliveryResult>): TaskEither<StoreFault, void> => {
        waiting = results
        return writeState(state, stateFiles.outbox, results)
      }
      return {
        waiting: () => waiting,
        add: (result) =>
          waiting.some((one) => nameOf(one) === nameOf(result))
            ? TE.right(undefined)
            : keep([...waiting, result].slice(-MOST_WAITING)),
        forget: (count) => (count === 0 ? TE.right(undefined) : keep(waiting.slice(count))),
      }
    }),
  )
