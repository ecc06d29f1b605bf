import { agentRoutes } from '../../../application/agents/protocol.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { PublicKeyText } from '../../../domain/values/agent-keys.js'
import type { Fqdn } from '../../../domain/values/fqdn.js'
import type { Instant } from '../../../domain/values/instant.js'
import type { Distrust, LedgerAsked, LedgerFault } from '../../../application/agents/agent-fault.js'
import type { AgentKeyPairs } from '../state/agent-key-pairs.js'
import { signedMessage, verifiedContent, type Exchange } from './messages.js'
import type { Post } from './post.js'

/** Who speaks, to whom, and by which clock. `now` is that of the machine: how wrong it is, is for the ledger to see. */
export type Speaker = {
  readonly server: string
  readonly fqdn: Fqdn
  readonly keys: AgentKeyPairs
  readonly machine: string
  readonly version: string
  readonly now: () => Instant
  readonly post: Post
}

/** What a question to the ledger comes to. */
export type Asked<A> = TaskEither<LedgerFault, A>

/** The alarm that an answer is not believed. */
export const distrusted = ({ server }: Speaker, because: Distrust): LedgerFault => ({
  _tag: 'LedgerNotTrusted',
  server,
  because,
})

/** Signs a message and sends it; gives both as they went over the wire. */
export const posted = (speaker: Speaker, asked: LedgerAsked, content: object): Asked<Exchange> => {
  const path = agentRoutes[asked]
  return pipe(
    TE.fromTask<string, LedgerFault>(() => signedMessage(speaker.keys.signing, speaker.fqdn, path, content)),
    TE.chain((message) => pipe(speaker.post(path, message, asked), TE.map((answer) => ({ message, answer })))),
  )
}

/** Tells a value of one shape from everything else. */
export type Shape<A> = { readonly is: (value: unknown) => value is A }

const readAs = <A>(speaker: Speaker, codec: Shape<A>) =>
  (content: Either<Distrust, unknown>): Either<LedgerFault, A> => {
    if (E.isLeft(content)) return E.left(distrusted(speaker, content.left))
    return codec.is(content.right) ? E.right(content.right) : E.left(distrusted(speaker, 'malformed'))
  }

/** The content of an answer that this key signed to just this message, and that has this shape. */
export const believed = <A>(speaker: Speaker, pinned: PublicKeyText, codec: Shape<A>) =>
  (exchange: Exchange): Asked<A> =>
    pipe(TE.fromTask(() => verifiedContent(exchange, pinned)), TE.chainEitherK(readAs(speaker, codec)))
