import { frontEnd } from '../../domain/front-end/decide.js'
import type { FrontEndState } from '../../domain/front-end/state.js'
import type { LedgerIdentity } from '../../domain/ledger/decide.js'
import { frontEndStream } from '../../domain/streams.js'
import { sameKeys, type AgentFingerprint } from '../../domain/values/agent-keys.js'
import type { CommandError } from '../commands/command.js'
import { stamped } from '../context.js'
import { secretOf } from '../ports/secret.js'
import type { MessageVerifier } from '../ports/message-verifier.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import type { AgentError } from './agent-error.js'
import { isLine } from './bounds.js'
import { claimedAt, contentAs } from './heard.js'
import { EnrolMessage, type EnrolAnswer } from './protocol.js'
import { byAgent } from './speaking-agent.js'

type Failure = CommandError | AgentError
type Standing = EnrolAnswer['state']

const MOST_INVITATION_CHARACTERS = 100

const PRINTED_ASCII = /^[!-~]*$/

const isBounded = ({ invitation, machine, version }: EnrolMessage): boolean =>
  invitation.length <= MOST_INVITATION_CHARACTERS && PRINTED_ASCII.test(invitation) && isLine(machine) &&
  isLine(version)

const asciiOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

const signedByItself = (
  { isSignedBy }: MessageVerifier,
  message: string,
  { fqdn, keys }: EnrolMessage,
): TaskEither<AgentError, void> =>
  pipe(
    isSignedBy(message, keys.signing),
    TE.chainW((holds) => holds ? TE.right(undefined) : TE.left<AgentError>({ _tag: 'AgentSignatureInvalid', fqdn })),
  )

/** What has become of a request with these keys; null where nobody has asked with them. */
const standingOf = (state: FrontEndState, { keys }: EnrolMessage): Standing | null => {
  if (state._tag !== 'Registered') return null
  if (state.agent !== null && sameKeys(state.agent.keys, keys)) return 'enrolled'
  return state.pending !== null && sameKeys(state.pending.keys, keys) ? 'pending' : null
}

const requested = (
  services: Services,
  { fqdn, keys, machine, version, invitation: given }: EnrolMessage,
  fingerprint: AgentFingerprint,
  address: string | null,
): TaskEither<CommandError, Standing> => {
  const invitation = services.tokens.markOf(secretOf(asciiOf(given)))
  if (invitation === undefined) return TE.left({ _tag: 'InvitationNotValid', fqdn, because: 'unknown' })
  const context = stamped(services, byAgent(fqdn, address))
  const data = { fqdn, keys, fingerprint, machine, version, invitation, at: context.at }
  return pipe(
    services.handle(frontEnd, context, frontEndStream(fqdn), { type: 'RequestEnrolment', data }),
    TE.map((): Standing => 'pending'),
  )
}

/** Whoever was declined is told so, as long as no other invitation lets him ask again. */
const unlessDeclined = (state: FrontEndState, fingerprint: AgentFingerprint) =>
  (error: CommandError): TaskEither<CommandError, Standing> =>
    error._tag === 'InvitationNotValid' && state._tag === 'Registered' && state.declined === fingerprint
      ? TE.right('declined')
      : TE.left(error)

const answered = (
  services: Services,
  message: EnrolMessage,
  fingerprint: AgentFingerprint,
  address: string | null,
): TaskEither<CommandError, Standing> =>
  pipe(
    services.refresh,
    TE.chainW(() => services.load(frontEnd, frontEndStream(message.fqdn))),
    TE.chainW(({ state }) => {
      const standing = standingOf(state, message)
      return standing === null
        ? pipe(requested(services, message, fingerprint, address), TE.orElse(unlessDeclined(state, fingerprint)))
        : TE.right<CommandError, Standing>(standing)
    }),
  )

/**
 * Whoever has the invitation asks that his keys speak for a front end; that uses it up, and an administrator confirms
 * their fingerprint. The message is signed with the new key. Repeat: tells what has become of it.
 */
export const enrol = (
  services: Services,
  verifier: MessageVerifier,
  ledger: Pick<LedgerIdentity, 'ledger' | 'publicKey'>,
  message: string,
  address: string | null,
): TaskEither<Failure, EnrolAnswer> =>
  pipe(
    TE.fromEither(claimedAt(verifier, 'enrol', message)),
    TE.chainEitherKW((claimed) => contentAs(claimed, EnrolMessage, isBounded)),
    TE.chainFirstW((content) => signedByItself(verifier, message, content)),
    TE.chainW((content) => {
      const fingerprint = verifier.fingerprintOf(content.keys)
      return pipe(
        answered(services, content, fingerprint, address),
        TE.map((state) => ({ state, fingerprint, ledger: ledger.ledger, signingKey: ledger.publicKey })),
      )
    }),
  )
