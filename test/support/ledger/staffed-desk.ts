import { agentDesk, type DeskWork } from '../../../application/agents/desk.js'
import type { AgentRoute } from '../../../application/agents/heard.js'
import type { SpeakingAgent } from '../../../application/agents/speaking-agent.js'
import { agentSessions } from '../../../application/agents/sessions.js'
import type { RefusedAttempt } from '../../../application/access/refused-attempts.js'
import { E, TE } from '../../../application/prelude.js'
import { PublicKeyText } from '../../../domain/values/agent-keys.js'
import { Position } from '../../../domain/values/position.js'
import { messageVerifier } from '../../../infrastructure/sealing/message-verifier.js'
import { decoded } from '../decoded.js'
import { must } from '../log-reading.js'
import { tokenText } from '../../../infrastructure/wording/token-text.js'
import { countedId } from './counted-ids.js'
import type { MemoryLedger } from './memory-ledger.js'
import { confirming, fe01, inviting } from './sends.js'
import { talkingAgent, type Speaking, type TalkingAgent } from './talking-agent.js'

/** What agents pin of these ledgers. */
export const pinned = { ledger: countedId(1, 9), publicKey: decoded(PublicKeyText, 'B'.repeat(42) + 'A') }

/** The desk of one run of a server, which signs nothing and has little to say; `heard` are those whom it answered. */
export const staffedDesk = (ledger: MemoryLedger, run = 1) => {
  const { services } = ledger
  const heard: Array<SpeakingAgent> = []
  const refused: Array<RefusedAttempt> = []
  const listening = { services, verifier: messageVerifier, sessions: agentSessions(countedId(run, 88)) }
  const work: DeskWork = {
    sync: (agent) => {
      heard.push(agent)
      const { fqdn, clockSkewMs } = agent
      const position = decoded(Position, 7)
      return TE.right({ fqdn, position, serverTime: ledger.clock.now(), clockSkewMs, meant: [], askAgainMs: 1 })
    },
    collect: () => TE.left({ _tag: 'ReaderFailed', reason: 'no keys here' }),
    report: (_agent, { results }) => TE.right({ recorded: results.length }),
  }
  const signing = { ...pinned, sign: (answer: object) => TE.right(JSON.stringify(answer)) }
  const desk = agentDesk(listening, signing, work, (attempt) => { refused.push(attempt) })
  const ask = (route: AgentRoute, message: string) => desk.handle(route, message, '10.0.0.1')()
  /** What comes back, or the type of the error. */
  const tell = async (route: AgentRoute, message: string): Promise<unknown> => {
    const answer = await ask(route, message)
    return E.isLeft(answer) ? answer.left._tag : JSON.parse(answer.right)
  }
  return { ask, tell, seen: desk.seen, heard, refused, epoch: listening.sessions.epoch }
}
export type StaffedDesk = ReturnType<typeof staffedDesk>

/** A fresh invitation, as it is handed to the front end. */
export const invitationFor = async ({ send }: MemoryLedger, fqdn: string = fe01): Promise<string> => {
  const text = must(await send(inviting(fqdn))).token?.text ?? null
  if (text === null) throw new Error('no invitation')
  return tokenText(text)
}

/** An agent that is invited, has asked, and is trusted; it has not started. */
export const trustedAgent = async (
  ledger: MemoryLedger,
  desk: StaffedDesk,
  speaking: Speaking = {},
): Promise<TalkingAgent> => {
  const agent = talkingAgent(ledger.clock, speaking)
  await desk.tell('enrol', agent.enrolment(await invitationFor(ledger)))
  must(await ledger.send(confirming(agent.fingerprint)))
  return agent
}

/** The agent starts; what comes back is its answer, or the type of the error. */
export const started = async (desk: StaffedDesk, agent: TalkingAgent): Promise<unknown> => {
  const answer = await desk.tell('start', agent.start())
  agent.hears(desk.epoch)
  return answer
}
