import type { KeyObject } from 'node:crypto'
import { agentRoutes, StartAnswer } from '../../../application/agents/protocol.js'
import { pipe, TE } from '../../../application/prelude.js'
import type { PublicKeyText } from '../../../domain/values/agent-keys.js'
import type { Uuid } from '../../../domain/values/uuid.js'
import type { LedgerAsked, LedgerFault } from '../../../application/agents/agent-fault.js'
import { signedMessage } from './messages.js'
import { believed, posted, type Asked, type Shape, type Speaker } from './speaking.js'

/** What one process says to one run of the server after the other; every message has a higher number than the last. */
export type Conversation = {
  readonly ask: <A>(asked: LedgerAsked, shape: Shape<A>, content: object) => Asked<A>
  /** The same with `proof`, the message without it signed by another key. */
  readonly askProved: <A>(asked: LedgerAsked, shape: Shape<A>, content: object, prover: KeyObject) => Asked<A>
  /** Begins anew with the run of the server that answers. */
  readonly begin: (content: object) => Asked<StartAnswer>
  readonly isBegun: () => boolean
}

/** The conversation of a process, which `instance` names. `pinned` is the ledger's signing key. */
export const conversationOf = (speaker: Speaker, pinned: PublicKeyText, instance: Uuid): Conversation => {
  let epoch: Uuid | null = null
  let sequence = 0
  const stamped = (content: object): object => {
    sequence += 1
    return { fqdn: speaker.fqdn, instance, epoch, sequence, sentAt: speaker.now(), ...content }
  }
  const forgotten = (fault: LedgerFault): LedgerFault => {
    if (fault._tag === 'LedgerRefused' && fault.problem === 'AgentSessionUnknown') epoch = null
    return fault
  }
  const said = <A>(asked: LedgerAsked, shape: Shape<A>, content: Asked<object>): Asked<A> =>
    pipe(
      content,
      TE.chain((message) => posted(speaker, asked, message)),
      TE.chain(believed(speaker, pinned, shape)),
      TE.mapLeft(forgotten),
    )
  const ask: Conversation['ask'] = (asked, shape, content) =>
    said(asked, shape, TE.fromIO(() => stamped(content)))
  return {
    ask,
    askProved: (asked, shape, content, prover) =>
      said(asked, shape, TE.fromTask(async () => {
        const message = stamped(content)
        return { ...message, proof: await signedMessage(prover, speaker.fqdn, agentRoutes[asked], message) }
      })),
    isBegun: () => epoch !== null,
    begin: (content) =>
      pipe(
        TE.fromIO<void, LedgerFault>(() => { epoch = null }),
        TE.chain(() => ask('start', StartAnswer, content)),
        TE.map((answer) => {
          epoch = answer.epoch
          return answer
        }),
      ),
  }
}
