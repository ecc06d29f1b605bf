import { access } from '../../domain/access/decide.js'
import { hasExpired, type AccessState } from '../../domain/access/state.js'
import { accessStream } from '../../domain/streams.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Subject } from '../../domain/values/subject.js'
import type { TokenMark } from '../../domain/values/token-digest.js'
import type { ReadFailure } from '../ports.js'
import type { Secret } from '../ports/secret.js'
import { E, pipe, TE, type Either, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import type { AccessError } from './access-error.js'
import type { Principal } from './principal.js'

type Unauthenticated = Extract<AccessError, { readonly _tag: 'Unauthenticated' }>

/** That it expired or was revoked is told only to whoever holds the whole token. */
const refused = (because: Unauthenticated['because']): Either<Unauthenticated, never> =>
  E.left({ _tag: 'Unauthenticated', because })

const principalOf = (
  name: Subject,
  state: AccessState,
  at: Instant,
  isMeant: (kept: TokenMark) => boolean,
): Either<Unauthenticated, Principal> => {
  if (state._tag === 'Unknown') return refused('unknown')
  if (state._tag === 'Revoked') return refused(state.tokens.some(isMeant) ? 'revoked' : 'unknown')
  const { kind, roles, token, former } = state
  if (isMeant(token)) return hasExpired(state, at) ? refused('expired') : E.right({ kind, name, roles })
  if (former === null || !isMeant(former.mark)) return refused('unknown')
  return former.until <= at ? refused('expired') : E.right({ kind, name, roles })
}

type Needs = Pick<Services, 'load' | 'refresh' | 'lookup' | 'clock' | 'tokens'>

/**
 * Whose token it is, as of now: what was granted or revoked before the call counts, in whatever process. Digests are
 * compared in constant time. Who the token belongs to is looked up once; the stream of that subject is remembered.
 */
export const authenticate =
  ({ load, refresh, lookup, clock, tokens }: Needs) =>
  (text: Secret): TaskEither<Unauthenticated | ReadFailure, Principal> => {
    const given = tokens.markOf(text)
    if (given === undefined) return TE.fromEither(refused('malformed'))
    return pipe(
      lookup.subjectOf(given.id),
      TE.chainFirstW(() => refresh),
      TE.chainW((subject) =>
        subject === null
          ? TE.fromEither(refused('unknown'))
          : pipe(
              load(access, accessStream(subject)),
              TE.chainEitherKW(({ state }) =>
                principalOf(subject, state, clock.now(), (kept) => tokens.isSame(given, kept)),
              ),
            ),
      ),
    )
  }
