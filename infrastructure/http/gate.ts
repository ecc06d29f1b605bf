import type { FastifyReply, FastifyRequest } from 'fastify'
import { authorise } from '../../application/access/authorise.js'
import type { Principal } from '../../application/access/principal.js'
import { secretOf, type Secret } from '../../application/ports/secret.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'
import type { Right } from '../../domain/values/rights.js'
import type { Service } from '../system/service.js'
import type { SpokenError } from '../wording/problem.js'
import { sendProblem } from './answer.js'
import type { InFlight } from './in-flight.js'
import type { Limits } from './limits.js'
import { refusedRate } from './refused-rate.js'

/** What a route needs of whoever asks: `attempted` names it in the record of a refusal. */
export type Door = { readonly right: Right; readonly attempted: string; readonly turnstile: InFlight }

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | void>

/** Lets in who may. Nothing of a body is read before. */
export type Gate = {
  readonly hook: (door: Door) => Hook
  /** Who was let in with a request. */
  readonly principalOf: (request: FastifyRequest) => Principal
  /** Whether whoever holds this token may still do so; for answers that last. */
  readonly stillMay: (request: FastifyRequest, right: Right) => Promise<boolean>
}

const FORM = /^Bearer +([\u0021-\u007e]{1,512}) *$/i

const tokenIn = ({ headers: { authorization } }: FastifyRequest): Either<SpokenError, Secret> => {
  if (authorization === undefined) return E.left({ _tag: 'Unauthenticated', because: 'missing' })
  const token = FORM.exec(authorization)?.[1]
  return token === undefined
    ? E.left({ _tag: 'Unauthenticated', because: 'malformed' })
    : E.right(secretOf(Buffer.from(token, 'ascii')))
}

/** A body that is not wanted is not waited for. */
const withoutBody = ({ method }: FastifyRequest, reply: FastifyReply): FastifyReply =>
  method === 'GET' ? reply : reply.header('connection', 'close')

/** The gate of one server. Refused attempts are put on record, folded; what is too many of them is only refused. */
export const gateOf = (service: Service, limits: Limits): Gate => {
  const { authenticate, refused } = service
  const letIn = new WeakMap<FastifyRequest, Principal>()
  const rate = refusedRate(limits.refusedPerMinute, Date.now)
  const known = (request: FastifyRequest): TaskEither<SpokenError, Principal> =>
    pipe(TE.fromEither(tokenIn(request)), TE.chainW(authenticate))
  const turnedAway = (request: FastifyRequest, door: Door, name: string | null, error: SpokenError): SpokenError => {
    if (error._tag !== 'Unauthenticated' && error._tag !== 'Forbidden') return error
    const within = error._tag === 'Forbidden' ? E.right(undefined) : rate(request.ip)
    if (E.isLeft(within)) return within.left
    refused({ subject: name, attempted: door.attempted, problem: error._tag, address: request.ip })
    return error
  }
  const checked = async (request: FastifyRequest, door: Door): Promise<Either<SpokenError, Principal>> => {
    const principal = await known(request)()
    if (E.isLeft(principal)) return E.left(turnedAway(request, door, null, principal.left))
    letIn.set(request, principal.right)
    return pipe(
      authorise(principal.right, door.right),
      E.mapLeft((error) => turnedAway(request, door, principal.right.name, error)),
    )
  }
  return {
    hook: (door) => async (request, reply) => {
      const passed = door.turnstile(reply.raw)
      const outcome = E.isLeft(passed) ? passed : await checked(request, door)
      return E.isLeft(outcome) ? sendProblem(withoutBody(request, reply), outcome.left) : undefined
    },
    principalOf: (request) => {
      const principal = letIn.get(request)
      if (principal === undefined) throw new TypeError('a route without a gate')
      return principal
    },
    stillMay: async (request, right) => {
      const principal = await known(request)()
      return E.isRight(principal) && E.isRight(authorise(principal.right, right))
    },
  }
}
