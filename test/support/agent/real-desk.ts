import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { deliveryWork } from '../../../application/agents/delivery-work.js'
import { agentDesk } from '../../../application/agents/desk.js'
import type { RefusedMessage } from '../../../application/agents/refused-message.js'
import type { AgentRoute } from '../../../application/agents/heard.js'
import { observe } from '../../../application/agents/observe.js'
import { agentRoutes } from '../../../application/agents/protocol.js'
import { agentSessions } from '../../../application/agents/sessions.js'
import { ledgerSigner } from '../../../application/agents/signing-key.js'
import { E, pipe, TE } from '../../../application/prelude.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { msOf } from '../../../domain/values/instant.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { enrol } from '../../../infrastructure/agent/enrol.js'
import { openAgent } from '../../../infrastructure/agent/open-agent.js'
import { workRound } from '../../../infrastructure/agent/round/work-round.js'
import { pfxWriter } from '../../../infrastructure/pfx/pfx-writer.js'
import { answerSigner } from '../../../infrastructure/sealing/answer-signer.js'
import { keySealer } from '../../../infrastructure/sealing/key-sealer.js'
import { messageVerifier } from '../../../infrastructure/sealing/message-verifier.js'
import { openSealed } from '../../../infrastructure/sealing/open-sealed.js'
import { problemOf } from '../../../infrastructure/wording/problem.js'
import { certificateReader } from '../../../infrastructure/x509/certificate-reader.js'
import { factsOfDer } from '../../../infrastructure/x509/facts-of-der.js'
import { decoded } from '../decoded.js'
import { memoryLedger, type MemoryLedger } from '../ledger/memory-ledger.js'
import { confirming, registering } from '../ledger/sends.js'
import { invitationFor } from '../ledger/staffed-desk.js'
import { must } from '../log-reading.js'
import { freshFolder } from './agent-desk.js'

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** What happens to messages on their way, and what the desk has to say against some. */
type Way = {
  /** The next message to this route is lost, or only the answer to it; `then` is called when that has come about. */
  lost: { readonly route: AgentRoute; readonly part: 'message' | 'answer'; readonly then?: () => void } | null
  readonly sent: Array<{ readonly route: AgentRoute; readonly message: string }>
  readonly refused: Array<RefusedMessage>
}

const deskOf = async ({ services }: MemoryLedger, { refused }: Way) => {
  const signer = must(await ledgerSigner({ ...services, answerSigner })())
  const deliveries = deliveryWork({ ...services, keySealer })
  const listening = { services, verifier: messageVerifier, sessions: agentSessions(decoded(Uuid, randomUUID())) }
  return agentDesk(listening, signer, {
    ...deliveries,
    sync: (agent, message) =>
      pipe(observe(services, agent, message), TE.chainW(() => deliveries.sync(agent, message))),
  }, (attempt) => { refused.push(attempt) })
}

/** The desk of a ledger whose clock is moved by the test, over HTTP on loopback. */
const serveDesk = async (ledger: MemoryLedger, way: Way) => {
  const desk = await deskOf(ledger, way)
  const routes = Object.entries(agentRoutes) as ReadonlyArray<[AgentRoute, string]>
  const server = createServer((request, response) => {
    void (async () => {
      const [route] = routes.find(([, path]) => path === request.url) ?? ['sync']
      const message = await bodyOf(request)
      way.sent.push({ route, message })
      const lost = way.lost?.route === route ? way.lost : null
      if (lost !== null) way.lost = null
      const answer = lost?.part === 'message' ? null : await desk.handle(route, message, null)()
      if (lost !== null || answer === null) {
        lost?.then?.()
        return response.destroy()
      }
      if (E.isRight(answer)) return response.writeHead(200).end(answer.right)
      const { httpStatus, type, detail } = problemOf(answer.left)
      return response.writeHead(httpStatus).end(JSON.stringify({ type, detail }))
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  }))
  return { desk, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` }
}

/** The real agent of a front end at the real desk of a ledger in memory; both go by the clock of the ledger. */
export const realDesk = async (name: string) => {
  const ledger = memoryLedger({ certificateReader: certificateReader({ workers: 1 }) })
  const { clock } = ledger
  clock.set(new Date().toISOString())
  const fqdn = decoded(Fqdn, name)
  const folder = freshFolder()
  const [state, store] = [join(folder, 'state'), join(folder, 'store')]
  const signal = new AbortController().signal
  must(await ledger.send(registering(fqdn)))
  const way: Way = { lost: null, sent: [], refused: [] }
  const { desk, url } = await serveDesk(ledger, way)
  const asked = {
    state, store, server: url, fqdn, ca: null, client: null, invitation: await invitationFor(ledger, fqdn),
    version: '0.1.0', now: clock.now, signal,
  }
  const { fingerprint } = must(await enrol(asked)())
  must(await ledger.send(confirming(fingerprint, fqdn)))
  /** A process of the agent that begins, does so many rounds, and ends. */
  const lives = async (rounds: number): Promise<void> => {
    const { parts, close } = must(await openAgent({
      state,
      version: '0.1.0',
      instance: decoded(Uuid, randomUUID()),
      machineClock: { now: clock.now, elapsedMs: () => msOf(clock.now()) },
      pfxWriter,
      certificateReader: certificateReader({ workers: 1 }),
      factsOfDer,
      openSealed: (...sealed) => pipe(openSealed(...sealed), TE.mapLeft(({ because }) => ({ because }))),
      tell: () => undefined,
      signal,
    })())
    for (let left = rounds; left > 0; left -= 1) must(await workRound(parts))
    await close()
  }
  return { ledger, fqdn, state, store, lives, way, desk }
}
