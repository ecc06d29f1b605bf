import {
  CollectAnswer, ReplaceKeysAnswer, ReportAnswer, SyncAnswer, type DeliveryResult, type MeantEntry, type StartAnswer,
} from '../../../application/agents/protocol.js'
import { pipe, TE } from '../../../application/prelude.js'
import type { ObservedEntry } from '../../../domain/values/observed-entry.js'
import type { PublicKeyText } from '../../../domain/values/agent-keys.js'
import type { Fqdn } from '../../../domain/values/fqdn.js'
import { beginning } from '../../../domain/values/position.js'
import type { Uuid } from '../../../domain/values/uuid.js'
import type { LedgerFault } from '../../../application/agents/agent-fault.js'
import type { AgentKeyPairs } from '../state/agent-key-pairs.js'
import { conversationOf } from './conversation.js'
import { distrusted, type Asked, type Speaker } from './speaking.js'

/** What an enrolled agent says to the ledger, in one conversation per process. */
export type LedgerClient = {
  readonly start: () => Asked<StartAnswer>
  readonly sync: (entries: ReadonlyArray<ObservedEntry>) => Asked<SyncAnswer>
  readonly collect: (delivery: Pick<MeantEntry, 'slot' | 'generation' | 'attempt'>) => Asked<CollectAnswer>
  readonly report: (results: ReadonlyArray<DeliveryResult>) => Asked<ReportAnswer>
  /** From the answer on only the new keys are listened to; without one it is not known which. */
  readonly replaceKeys: (next: AgentKeyPairs) => Asked<ReplaceKeysAnswer>
  readonly isStarted: () => boolean
}

const MOST_MEANT = 1_000

const isWhole = (n: number): boolean => Number.isSafeInteger(n) && n >= 0

const isSane = ({ meant }: SyncAnswer): boolean =>
  meant.length <= MOST_MEANT && meant.every(({ generation, attempt }) => isWhole(generation) && isWhole(attempt))

/** The client of one process, which `instance` names. `pinned` is the ledger's signing key. */
export const ledgerClient = (speaker: Speaker, pinned: PublicKeyText, instance: Uuid): LedgerClient => {
  const { fqdn, version, machine } = speaker
  const { ask, askProved, begin, isBegun } = conversationOf(speaker, pinned, instance)
  let position = beginning
  const isOurs = (of: { readonly fqdn: Fqdn }): boolean => of.fqdn === fqdn
  const otherFrontEnd = (): LedgerFault => distrusted(speaker, 'otherFrontEnd')
  return {
    isStarted: isBegun,
    start: () => {
      position = beginning
      return begin({ machine, version })
    },
    sync: (entries) =>
      pipe(
        ask('sync', SyncAnswer, { version, entries }),
        TE.filterOrElse(isOurs, otherFrontEnd),
        TE.filterOrElse(isSane, () => distrusted(speaker, 'malformed')),
        TE.filterOrElse((answer) => answer.position >= position, () => distrusted(speaker, 'outdated')),
        TE.map((answer) => {
          position = answer.position
          return answer
        }),
      ),
    collect: ({ slot, generation, attempt }) =>
      pipe(ask('collect', CollectAnswer, { slot, generation, attempt }), TE.filterOrElse(isOurs, otherFrontEnd)),
    report: (results) => ask('report', ReportAnswer, { results }),
    replaceKeys: ({ keys, fingerprint, signing }) =>
      pipe(
        askProved('replaceKeys', ReplaceKeysAnswer, { keys }, signing),
        TE.filterOrElse((answer) => answer.fingerprint === fingerprint, () => distrusted(speaker, 'malformed')),
      ),
  }
}
