import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import type { Session } from '../../system/session.js'
import type { FaceError } from '../../wording/face-error.js'
import type { SpokenError } from '../../wording/problem.js'
import { reasonOf } from '../input/read-bounded.js'
import type { Call } from '../table/cli-command.js'
import { withSession, type Opening } from './with-session.js'

const isMissing = (error: SpokenError): boolean => error._tag === 'LogUnavailable' && error.reason === 'ENOENT'

const trialDirectory: TaskEither<FaceError, string> = TE.tryCatch(
  () => mkdtemp(join(tmpdir(), 'certledger-trial-')),
  (thrown) => ({ _tag: 'OutputUnwritable', path: tmpdir(), reason: reasonOf(thrown) }),
)

/**
 * A command is only tried: no ledger is made for that. Where there is none yet and the command would begin one, it is
 * tried on an empty one elsewhere, which is removed afterwards.
 */
export const withTrialSession = <A>(
  call: Call,
  { create, ...opening }: Opening,
  use: (session: Session) => TaskEither<SpokenError, A>,
): TaskEither<SpokenError, A> =>
  pipe(
    withSession(call, { ...opening, create: false }, use),
    TE.orElse((error) =>
      create && isMissing(error)
        ? TE.bracket<SpokenError, string, A>(
          trialDirectory,
          (directory) => withSession(call, { ...opening, create: true, directory }, use),
          (directory) => TE.fromTask(() => rm(directory, { recursive: true, force: true })),
        )
        : TE.left(error)),
  )
