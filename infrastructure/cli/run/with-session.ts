import type { Secret } from '../../../application/ports/secret.js'
import { TE, type TaskEither } from '../../../application/prelude.js'
import type { Session } from '../../system/session.js'
import type { SpokenError } from '../../wording/problem.js'
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
): TaskEither<SpokenError, A> =>
  TE.bracket<SpokenError, Session, A>(
    world.openLedger({ directory: setting.directory, ...opening }),
    use,
    (session) => TE.fromTask(session.close),
  )
