import { frontEnd } from '../../domain/front-end/decide.js'
import { frontEndStream } from '../../domain/streams.js'
import { sameKeys } from '../../domain/values/agent-keys.js'
import type { CommandError } from '../commands/command.js'
import { stamped } from '../context.js'
import type { MessageVerifier } from '../ports/message-verifier.js'
import { E, pipe, TE, type Either, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import type { AgentError } from './agent-error.js'
import { claimedAt, contentAs } from './heard.js'
import { ReplaceKeysProof, type ReplaceKeysAnswer, type ReplaceKeysMessage } from './protocol.js'
import type { SpeakingAgent } from './speaking-agent.js'

const isSame = (a: ReplaceKeysProof, b: ReplaceKeysProof): boolean =>
  a.fqdn === b.fqdn && a.instance === b.instance && a.epoch === b.epoch && a.sequence === b.sequence &&
  a.sentAt === b.sentAt && sameKeys(a.keys, b.keys)

const provenIn = (verifier: MessageVerifier, message: ReplaceKeysMessage): Either<AgentError, ReplaceKeysProof> =>
  pipe(
    claimedAt(verifier, 'replaceKeys', message.proof),
    E.chain((claimed) => contentAs(claimed, ReplaceKeysProof, (content) => isSame(content, message))),
  )

/**
 * The agent speaks with other keys from now on: the message is signed with the former key, and holds the same signed
 * with the new one. A message that comes after another process has begun replaces nothing. Repeat: no event.
 */
export const replaceKeys = (
  services: Services,
  verifier: MessageVerifier,
  { fqdn, instance, asked }: SpeakingAgent,
  message: ReplaceKeysMessage,
): TaskEither<CommandError | AgentError, ReplaceKeysAnswer> => {
  const { keys } = message
  const fingerprint = verifier.fingerprintOf(keys)
  return pipe(
    TE.fromEither(provenIn(verifier, message)),
    TE.chainW(() => verifier.isSignedBy(message.proof, keys.signing)),
    TE.chainW((holds) => holds ? TE.right(undefined) : TE.left<AgentError>({ _tag: 'AgentSignatureInvalid', fqdn })),
    TE.chainW(() => {
      const context = stamped(services, asked)
      const data = { fqdn, keys, fingerprint, instance, at: context.at }
      return services.handle(frontEnd, context, frontEndStream(fqdn), { type: 'ReplaceAgentKeys', data })
    }),
    TE.map(() => ({ fingerprint })),
  )
}
