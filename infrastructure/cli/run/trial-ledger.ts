import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { Session } from '../../system/session.js'
import type { FaceError } from '../../wording/face-error.js'
import type { SpokenError } from '../../wording/problem.js'
import { reasonOf } from '../input/read-bounded.js'
import type { Call } from '../table/cli-command.js'
import { withSession, type Opening } from './with-session.js'

type Use<A> = (session: Session) => TaskEither<SpokenError, A>
type Secrets = Pick<Opening, 'passphrase'>

const isMissing = (error: SpokenError): boolean => error._tag === 'LogUnavailable' && error.reason === 'ENOENT'

const trialDirectory: TaskEither<FaceError, string> = TE.tryCatch(
  () => mkdtemp(join(tmpdir(), 'certledger-trial-')),
  (thrown) => ({ _tag: 'OutputUnwritable', path: tmpdir(), reason: reasonOf(thrown) }),
)

const elsewhere = <A>(call: Call, secrets: Secrets, use: Use<A>): TaskEither<SpokenError, A> =>
  TE.bracket<SpokenError, string, A>(
    trialDirectory,
    (directory) => withSession(call, { ...secrets, create: true, directory }, use),
    (directory) => TE.fromTask(() => rm(directory, { recursive: true, force: true })),
  )

/** What came of the use stands on the right: on the left is only why the ledger did not open. */
const opened = <A>(call: Call, opening: Opening, use: Use<A>): TaskEither<SpokenError, Either<SpokenError, A>> =>
  withSession(call, opening, (session) => TE.fromTask(use(session)))

/**
 * A command is only tried: no ledger is made for that. Where there is none yet and the command would begin one, it is
 * tried on an empty one elsewhere, which is removed afterwards.
 */
export const withTrialSession = <A>(
  call: Call,
  { create, ...secrets }: Opening,
  use: Use<A>,
): TaskEither<SpokenError, A> =>
  pipe(
    withSession(call, { ...secrets, create: false }, use),
    TE.orElse((error) => (create && isMissing(error) ? elsewhere(call, secrets, use) : TE.left(error))),
  )

/**
 * A command that can be the first of a ledger makes one where there is none; but first it is tried elsewhere, so that
 * a refused one leaves nothing behind. Where there is no place to try it, it is sent as it is.
 */
export const withBegunSession = <A>(
  call: Call,
  secrets: Secrets,
  { rehearse, use }: { readonly rehearse: Use<unknown>; readonly use: Use<A> },
): TaskEither<SpokenError, A> =>
  pipe(
    opened(call, { ...secrets, create: false }, use),
    TE.orElse((error) =>
      isMissing(error)
        ? pipe(
          elsewhere(call, secrets, rehearse),
          TE.orElseW((refusal) => (refusal._tag === 'OutputUnwritable' ? TE.right(undefined) : TE.left(refusal))),
          TE.chain(() => opened(call, { ...secrets, create: true }, use)),
        )
        : TE.left(error)),
    TE.chainEitherK((outcome) => outcome),
  )
