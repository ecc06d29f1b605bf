import type { Secret } from '../../../application/ports/secret.js'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import type { Session } from '../../system/session.js'
import type { SpokenError } from '../../wording/problem.js'
import { progressOf } from '../output/progress.js'
import type { Call } from '../table/cli-command.js'
import { deferred } from '../table/deferred.js'

/** How a session is opened; where `directory` is left out, the ledger that the options name. */
export type Opening = {
  readonly create: boolean
  readonly passphrase: Secret | null
  readonly directory?: string
}

type Place = Pick<Call, 'world' | 'setting'>

/** The server that is meant, or else the directory. */
const opened = ({ world, setting }: Place, opening: Opening): TaskEither<SpokenError, Session> => {
  const { server, directory } = setting
  if (server !== null) return deferred(async () => (await import('./connected.js')).connected(server, world))
  const progress = progressOf({ world, setting }, 'events applied')
  return pipe(
    world.openLedger({ directory, ...opening, building: progress.tell }),
    TE.chainFirstIOK(() => progress.done),
    TE.orElseFirstIOK(() => progress.done),
  )
}

/** Opens the ledger, uses it, and closes it whatever came of it. */
export const withSession = <A>(
  place: Place,
  opening: Opening,
  use: (session: Session) => TaskEither<SpokenError, A>,
): TaskEither<SpokenError, A> =>
  TE.bracket<SpokenError, Session, A>(opened(place, opening), use, (session) => TE.fromTask(session.close))
