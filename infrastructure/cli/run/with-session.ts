import type { Secret } from '../../../application/ports/secret.js'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import type { Session } from '../../system/session.js'
import type { SpokenError } from '../../wording/problem.js'
import { progressOf } from '../output/progress.js'
import type { Call } from '../table/cli-command.js'

/** How a session is opened; where `directory` is left out, the ledger that the options name. */
export type Opening = {
  readonly create: boolean
  readonly passphrase: Secret | null
  readonly directory?: string
}

/** Opens the ledger, uses it, and closes it whatever came of it. */
export const withSession = <A>(
  { world, setting }: Pick<Call, 'world' | 'setting'>,
  opening: Opening,
  use: (session: Session) => TaskEither<SpokenError, A>,
): TaskEither<SpokenError, A> => {
  const progress = progressOf({ world, setting }, 'events applied')
  return TE.bracket<SpokenError, Session, A>(
    pipe(
      world.openLedger({ directory: setting.directory, ...opening, building: progress.tell }),
      TE.chainFirstIOK(() => progress.done),
      TE.orElseFirstIOK(() => progress.done),
    ),
    use,
    (session) => TE.fromTask(session.close),
  )
}
