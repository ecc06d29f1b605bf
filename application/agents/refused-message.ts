import { frontEnd } from '../../domain/front-end/decide.js'
import { frontEndStream } from '../../domain/streams.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { CommandError } from '../commands/command.js'
import { E, pipe, T } from '../prelude.js'
import type { Services } from '../services.js'
import type { AgentError } from './agent-error.js'
import type { AgentRoute } from './heard.js'
import { agentRoutes } from './protocol.js'

/** What was tried and refused, to be put on record. `subject` is the front end in whose name it was tried. */
export type RefusedMessage = {
  readonly subject: string | null
  readonly attempted: string
  readonly problem: string
  readonly address: string | null
}

type Failure = CommandError | AgentError

const attempts = [
  'AgentMessageNotUnderstood', 'AgentSignatureInvalid', 'AgentMessageReplayed', 'AgentNotEnrolled',
  'FrontEndNotRegistered', 'InvitationNotValid',
] as const

type Attempt = Extract<Failure, { readonly _tag: (typeof attempts)[number] }>

/** False for a failure of the ledger itself, a message after a restart, and what has an event of its own. */
const isAttempt = (error: Failure): error is Attempt => attempts.some((tag) => tag === error._tag)

/** A name that anybody could make up is not put on record; that of a front end is, though only claimed. */
const knownName = ({ load }: Pick<Services, 'load'>, fqdn: Fqdn | null): T.Task<string | null> =>
  fqdn === null
    ? T.of(null)
    : pipe(
        load(frontEnd, frontEndStream(fqdn)),
        T.map((loaded) => (E.isRight(loaded) && loaded.right.state._tag !== 'Unknown' ? fqdn : null)),
      )

/** Tells of a refused message, where it is an attempt to do what nobody may. */
export const noteRefused =
  (
    services: Pick<Services, 'load'>,
    note: (refused: RefusedMessage) => void,
    route: AgentRoute,
    address: string | null,
  ) =>
  (error: Failure): T.Task<void> => {
    if (!isAttempt(error)) return T.of(undefined)
    return pipe(
      knownName(services, 'fqdn' in error ? error.fqdn : null),
      T.map((subject) => {
        note({ subject, attempted: agentRoutes[route], problem: error._tag, address })
      }),
    )
  }
