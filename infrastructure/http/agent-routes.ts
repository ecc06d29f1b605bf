import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AgentRoute } from '../../application/agents/heard.js'
import { agentRoutes } from '../../application/agents/protocol.js'
import { E, pipe, TE } from '../../application/prelude.js'
import { answering, sendProblem } from './answer.js'
import { inFlight, type InFlight } from './in-flight.js'
import type { Tools } from './tools.js'

/** What agents say and hear is signed, as RFC 7515 has it. */
export const MESSAGE_TYPE = 'application/jose'

const isRoute = (name: string): name is AgentRoute => Object.hasOwn(agentRoutes, name)

const textOf = (body: unknown): string => (body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '')

const SMALL_BYTES = 16_384

/** True also where nobody says how long it gets. */
const isLarge = ({ headers }: FastifyRequest): boolean => !(Number(headers['content-length'] ?? NaN) <= SMALL_BYTES)

/** Anybody may send a message before it is known whose it is: so many large ones are in memory, and no more. */
const withinMemory = (turnstile: InFlight) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | void> => {
    const passed = isLarge(request) ? turnstile(reply.raw) : E.right(undefined)
    return E.isLeft(passed) ? sendProblem(reply.header('connection', 'close'), passed.left) : undefined
  }

/** The routes that agents speak to: who speaks is known from the signature of the message, not from a token. */
export const agentRoutesOf = (app: FastifyInstance, { service, limits }: Tools, turnstile: InFlight): void => {
  const onRequest = withinMemory(inFlight(limits.largeMessagesInFlight))
  for (const route of Object.keys(agentRoutes).filter(isRoute)) {
    app.post(agentRoutes[route], { bodyLimit: limits.messageBytes, onRequest }, async (request, reply) => {
      const passed = turnstile(reply.raw)
      if (E.isLeft(passed)) return sendProblem(reply, passed.left)
      const answer = pipe(
        service.agents.handle(route, textOf(request.body), request.ip),
        TE.map((body) => ({ mediaType: MESSAGE_TYPE, body })),
      )
      return answering(reply, answer, () => undefined)
    })
  }
}
