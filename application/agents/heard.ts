import { frontEnd } from '../../domain/front-end/decide.js'
import type { EnrolledAgent } from '../../domain/front-end/state.js'
import { frontEndStream } from '../../domain/streams.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { CommandError } from '../commands/command.js'
import type { ClaimedMessage, MessageVerifier } from '../ports/message-verifier.js'
import { E, pipe, TE, type Either, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import type { AgentError } from './agent-error.js'
import { agentRoutes } from './protocol.js'

/** What agents can ask for. */
export type AgentRoute = keyof typeof agentRoutes

/** Tells a value of one shape from everything else. */
export type Shape<A> = { readonly is: (value: unknown) => value is A }

const notUnderstood = (because: Extract<AgentError, { readonly because: string }>['because']) =>
  E.left<AgentError>({ _tag: 'AgentMessageNotUnderstood', because })

/** What a message claims that was sent to a route, where it was made for that one. Nothing of it is checked yet. */
export const claimedAt = (
  { claimsOf }: Pick<MessageVerifier, 'claimsOf'>,
  route: AgentRoute,
  message: string,
): Either<AgentError, ClaimedMessage> => {
  const claimed = claimsOf(message)
  if (claimed === null) return notUnderstood('notSigned')
  return claimed.url === agentRoutes[route] ? E.right(claimed) : notUnderstood('otherRoute')
}

/** The content of a message in a shape, where it speaks for whom the signature is checked. */
export const contentAs = <A extends { readonly fqdn: Fqdn }>(
  { kid, content }: ClaimedMessage,
  shape: Shape<A>,
  isBounded: (content: A) => boolean,
): Either<AgentError, A> =>
  shape.is(content) && content.fqdn === kid && isBounded(content) ? E.right(content) : notUnderstood('content')

/** The agent whose key signed a message; what another process recorded before the call counts. */
export const agentWhoSigned = (
  { load, refresh }: Pick<Services, 'load' | 'refresh'>,
  { isSignedBy }: Pick<MessageVerifier, 'isSignedBy'>,
  { kid: fqdn }: ClaimedMessage,
  message: string,
): TaskEither<CommandError | AgentError, EnrolledAgent> =>
  pipe(
    refresh,
    TE.chainW(() => load(frontEnd, frontEndStream(fqdn))),
    TE.chainW(({ state }) =>
      state._tag === 'Registered' && state.agent !== null
        ? TE.right(state.agent)
        : TE.left<CommandError | AgentError>({ _tag: 'AgentNotEnrolled', fqdn })),
    TE.chainFirstW(({ keys }) =>
      pipe(
        isSignedBy(message, keys.signing),
        TE.chainW((holds) =>
          holds ? TE.right(undefined) : TE.left<AgentError>({ _tag: 'AgentSignatureInvalid', fqdn })),
      )),
  )
