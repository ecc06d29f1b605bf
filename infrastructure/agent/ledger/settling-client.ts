import type { AgentFault, LedgerFault, StoreFault } from '../../../application/agents/agent-fault.js'
import type { StartAnswer } from '../../../application/agents/protocol.js'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import type { AgentKeyPairs } from '../state/agent-key-pairs.js'
import type { LedgerClient } from './ledger-client.js'

/** The client of an agent at work: the keys that it speaks with are settled by its first start. */
export type SettlingClient = Omit<LedgerClient, 'start'> & {
  readonly start: () => TaskEither<LedgerFault | StoreFault, StartAnswer>
  /** Those that it speaks with now. */
  readonly keys: () => AgentKeyPairs
}

/** Keys that the ledger was asked to take, and what is to be done once it is known whether it has. */
export type Replacement = {
  readonly keys: AgentKeyPairs
  readonly adopt: TaskEither<StoreFault, void>
  readonly drop: TaskEither<StoreFault, void>
}

type Voice = { readonly keys: AgentKeyPairs; readonly client: LedgerClient }

const isOtherKeys = (fault: AgentFault): boolean =>
  fault._tag === 'LedgerRefused' && fault.problem === 'AgentSignatureInvalid'

/**
 * Speaks with the keys that the ledger listens to. Where keys were to be replaced and no answer came, it starts with
 * the new ones; if it is told that they are not those, with the ones before. A signed answer decides, and nothing else.
 */
export const settlingClient = (
  clientWith: (keys: AgentKeyPairs) => LedgerClient,
  keys: AgentKeyPairs,
  replacement: Replacement | null,
): SettlingClient => {
  const voiceOf = (spoken: AgentKeyPairs): Voice => ({ keys: spoken, client: clientWith(spoken) })
  let voice = voiceOf(keys)
  let unsettled = replacement === null ? null : { ...replacement, voice: voiceOf(replacement.keys) }
  const startedAs = (spoken: Voice, settle: TaskEither<StoreFault, void>) =>
    pipe(
      spoken.client.start(),
      TE.chainFirstW(() => settle),
      TE.map((answer) => {
        voice = spoken
        unsettled = null
        return answer
      }),
    )
  return {
    keys: () => voice.keys,
    isStarted: () => voice.client.isStarted(),
    start: () => {
      if (unsettled === null) return voice.client.start()
      const { voice: next, adopt, drop } = unsettled
      return pipe(
        startedAs(next, adopt),
        TE.orElse((fault) => isOtherKeys(fault) ? startedAs(voice, drop) : TE.left(fault)),
      )
    },
    sync: (entries) => voice.client.sync(entries),
    collect: (delivery) => voice.client.collect(delivery),
    report: (results) => voice.client.report(results),
    replaceKeys: (next) => voice.client.replaceKeys(next),
  }
}
