import { pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import { parseInput, type InputOf } from '../../../domain/input/field.js'
import { beginning } from '../../../domain/values/position.js'
import type { AnswerHead, Session } from '../../system/session.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { only } from '../arguments/raw-values.js'
import { progressOf, type Progress } from '../output/progress.js'
import { writeAnswer } from '../output/write-answer.js'
import { verdictOn } from '../run/fail-on.js'
import { withSession } from '../run/with-session.js'
import type { Call } from '../table/cli-command.js'
import { agentsCheck, driftCheck } from './agent-checks.js'
import { errorSeen, type Checked } from './checked.js'
import { doctorFields } from './doctor-fields.js'
import { evidenceCheck } from './evidence-check.js'
import { clockCheck, logCheck, recordsCheck, rollsCheck } from './log-checks.js'
import { machineChecks } from './machine-checks.js'
import { slotsCheck } from './slot-checks.js'
import { readSideCheck, vaultCheck } from './store-checks.js'

type Options = InputOf<typeof doctorFields>
type Report = { readonly head: AnswerHead; readonly checks: ReadonlyArray<Checked> }

const during = <A>(
  progress: Progress,
  work: (tell: Progress['tell']) => TaskEither<SpokenError, A>,
): TaskEither<SpokenError, A> =>
  pipe(
    TE.fromTask<Either<SpokenError, A>, SpokenError>(work(progress.tell)),
    TE.chain((outcome) => {
      progress.done()
      return TE.fromEither(outcome)
    }),
  )

/** So many records are read in a fraction of a second; more of them only with `--deep`. */
const READ_ALWAYS = 20_000

const ledgerChecks = (call: Call, session: Session, options: Options): TaskEither<SpokenError, Report> => {
  const { world } = call
  const { deep, rebuild, sweep } = options
  return pipe(
    session.question('Log', { newest: 1 }, { at: null, knownAt: null }),
    TE.bindTo('newest'),
    TE.bindW('checks', ({ newest }) =>
      TE.sequenceSeqArray([
        logCheck(newest),
        ...(deep || newest.position <= READ_ALWAYS
          ? [during(progressOf(call, 'records checked'), (tell) => recordsCheck(session, newest, world, tell))]
          : []),
        during(progressOf(call, 'events applied'), (tell) =>
          readSideCheck(session, newest, world, rebuild ? tell : null)),
        vaultCheck(session, sweep),
        slotsCheck(session),
        rollsCheck(session),
        evidenceCheck(session),
        agentsCheck(session, world),
        driftCheck(session),
        clockCheck(newest, world),
      ])),
    TE.map(({ newest: { position, at, knownAt }, checks }) => ({ head: { position, at, knownAt }, checks })),
  )
}

const isMissing = (error: SpokenError): boolean => error._tag === 'LogUnavailable' && error.reason === 'ENOENT'

/** A ledger that does not open is what the check found; one that is not there cannot be checked. */
const ledgerReport = (call: Call, options: Options): TaskEither<SpokenError, Report> =>
  pipe(
    withSession(call, { create: false, passphrase: null }, (session) => ledgerChecks(call, session, options)),
    TE.orElse((error) => {
      const isUnseen = isMissing(error) || error._tag === 'Interrupted' || call.setting.server !== null
      if (isUnseen) return TE.left(error)
      const now = call.world.now()
      const head = { position: beginning, at: now, knownAt: now }
      return TE.right({ head, checks: [{ name: 'log', ...errorSeen(error) }] })
    }),
  )

/** A record that was changed from outside is told whatever counts otherwise. */
const verdict = (checks: ReadonlyArray<Checked>, { failOn }: Options): ExitCode =>
  checks.some(({ verificationFailed }) => verificationFailed)
    ? exitCodes.verificationFailed
    : verdictOn(failOn, checks.map(({ status }) => status))

/** Looks at everything that can go wrong around a ledger. Only `--sweep` and `--rebuild` change anything. */
export const doctor = (call: Call): TaskEither<SpokenError, ExitCode> =>
  pipe(
    TE.Do,
    TE.bindW('options', () => TE.fromEither(parseInput(doctorFields, only(doctorFields, call.raw)))),
    TE.bindW('ledger', ({ options }) => ledgerReport(call, options)),
    TE.bindW('machine', () => TE.sequenceSeqArray(machineChecks(call))),
    TE.bindW('checks', ({ ledger, machine }) => TE.right([...machine, ...ledger.checks])),
    TE.chainFirstW(({ ledger, checks }) =>
      writeAnswer(call, 'Doctor', {
        ...ledger.head,
        checks: checks.map(({ name, status, detail }) => ({ name, status, detail })),
      })),
    TE.map(({ checks, options }) => verdict(checks, options)),
  )
