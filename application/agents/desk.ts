import type { LedgerIdentity } from '../../domain/ledger/decide.js'
import type { CommandError } from '../commands/command.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { AgentError } from './agent-error.js'
import { enrol } from './enrol.js'
import type { AgentRoute } from './heard.js'
import { listen, type Listening } from './listen.js'
import {
  CollectMessage, ReplaceKeysMessage, ReportMessage, SyncMessage, type CollectAnswer, type ReportAnswer,
  type SyncAnswer,
} from './protocol.js'
import { noteRefused, type RefusedMessage } from './refused-message.js'
import { replaceKeys } from './replace-keys.js'
import type { AgentSeen } from './sessions.js'
import type { SpeakingAgent } from './speaking-agent.js'
import { start } from './start.js'

type Failure = CommandError | AgentError

type Work<Message, Answer> = (agent: SpeakingAgent, message: Message) => TaskEither<Failure, Answer>

/** What is done for an agent whose message was verified. */
export type DeskWork = {
  readonly sync: Work<SyncMessage, SyncAnswer>
  readonly collect: Work<CollectMessage, CollectAnswer>
  readonly report: Work<ReportMessage, ReportAnswer>
}

/** The ledger as agents pin it, and its signature over an answer to one message: a compact JWS. */
export type SigningLedger = Pick<LedgerIdentity, 'ledger' | 'publicKey'> & {
  readonly sign: (answer: object, message: string) => TaskEither<Failure, string>
}

/** What agents speak to: a message as it came, and the signed answer as it goes. */
export type AgentDesk = {
  readonly handle: (route: AgentRoute, message: string, address: string | null) => TaskEither<Failure, string>
  /** Who spoke in this run of the server. */
  readonly seen: () => ReadonlyArray<AgentSeen>
}

type Answering = (message: string, address: string | null) => TaskEither<Failure, object>

const answering = (
  listening: Listening,
  ledger: SigningLedger,
  work: DeskWork,
): Readonly<Record<AgentRoute, Answering>> => {
  const { services, verifier, sessions } = listening
  const synced: Work<SyncMessage, SyncAnswer> = (agent, content) =>
    pipe(
      work.sync(agent, content),
      TE.map((answer) => {
        sessions.told(agent.fqdn, answer.position)
        return answer
      }),
    )
  return {
    enrol: (message, address) => enrol(services, verifier, ledger, message, address),
    start: (message, address) => start(services, verifier, sessions, message, address),
    sync: (message, address) =>
      pipe(
        listen(listening, 'sync', SyncMessage, message, address),
        TE.chainW(({ agent, content }) => synced(agent, content)),
      ),
    collect: (message, address) =>
      pipe(
        listen(listening, 'collect', CollectMessage, message, address),
        TE.chainW(({ agent, content }) => work.collect(agent, content)),
      ),
    report: (message, address) =>
      pipe(
        listen(listening, 'report', ReportMessage, message, address),
        TE.chainW(({ agent, content }) => work.report(agent, content)),
      ),
    replaceKeys: (message, address) =>
      pipe(
        listen(listening, 'replaceKeys', ReplaceKeysMessage, message, address),
        TE.chainW(({ agent, content }) => replaceKeys(services, verifier, agent, content)),
      ),
  }
}

/** An agent that is not enrolled any more is not seen any more either. */
const leaving = ({ sessions }: Listening) => (error: Failure): Failure => {
  if (error._tag === 'AgentNotEnrolled') sessions.end(error.fqdn)
  return error
}

/** The desk of one run of a server. `refused` puts on record what was tried and may not be done. */
export const agentDesk = (
  listening: Listening,
  ledger: SigningLedger,
  work: DeskWork,
  refused: (attempt: RefusedMessage) => void,
): AgentDesk => {
  const answers = answering(listening, ledger, work)
  return {
    handle: (route, message, address) =>
      pipe(
        answers[route](message, address),
        TE.mapLeft(leaving(listening)),
        TE.orElseFirstTaskK(noteRefused(listening.services, refused, route, address)),
        TE.chainW((answer) => ledger.sign(answer, message)),
      ),
    seen: listening.sessions.seen,
  }
}
