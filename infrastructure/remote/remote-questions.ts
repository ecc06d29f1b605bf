import { pipe, TE } from '../../application/prelude.js'
import { t } from '../../domain/prelude.js'
import { Instant } from '../../domain/values/instant.js'
import { Position } from '../../domain/values/position.js'
import { paths } from '../shared/route-name.js'
import type { Session } from '../system/session.js'
import type { Asking } from './asking.js'
import { questionQuery } from './question-query.js'
import { understood } from './understood.js'

const Answer = t.intersection([
  t.type({ position: Position, at: Instant, knownAt: t.union([Instant, Position]) }),
  t.UnknownRecord,
])

/** Questions of a session over HTTP: the content of an answer is the same JSON. */
export const remoteQuestions =
  (asking: Asking, server: string): Session['question'] =>
  (name, input, moment) =>
    pipe(
      asking({ method: 'GET', path: `${paths.question(name)}${questionQuery(input, moment)}` }),
      TE.chainEitherKW((content) => understood(server, Answer.is(content) ? content : null)),
    )
