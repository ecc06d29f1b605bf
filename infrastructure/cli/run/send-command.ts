import type { CommandName } from '../../../application/commands/catalogue.js'
import type { Secret } from '../../../application/ports/secret.js'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import type { CommandAnswer, Session } from '../../system/session.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { passwordInFile } from '../input/password-source.js'
import { writeAnswer } from '../output/write-answer.js'
import type { Call } from '../table/cli-command.js'
import { recordDueRolls } from './due-rolls.js'
import { unlessInterrupted } from './interruption.js'
import { prepareCommand, type Prepared, type Sending } from './prepare-command.js'
import { tellUnreasoned } from './tell-unreasoned.js'
import { withBegunSession, withTrialSession } from './trial-ledger.js'
import { withSecrets, type Secrets } from './with-secrets.js'
import { withSession } from './with-session.js'

const passphraseOf = ({ setting, world }: Call): TaskEither<SpokenError, Secret | null> =>
  setting.passphraseFile === null || setting.server !== null
    ? TE.right(null)
    : passwordInFile(setting.passphraseFile, world)

/** What can be the first thing that happens to a ledger; the others need something that is there already. */
const beginsLedger = (name: CommandName): boolean =>
  name === 'ImportCertificate' || name === 'ConfigureSite' || name === 'RegisterFrontEnd' || name === 'GrantAccess'

/**
 * Whoever wrote leaves a read side that knows it: the next one who asks need not catch up, and may not even have the
 * right to. It is no matter if that fails.
 */
const leaveCaughtUp = (session: Session): (() => Promise<unknown>) => session.nextEffectiveInstant()

/** A server puts on record by itself what took effect, and its read side follows by itself. */
const once = (call: Call, prepared: Prepared, secrets: Secrets): TaskEither<SpokenError, CommandAnswer> => {
  const { name, raw, asked } = prepared
  const create = beginsLedger(name)
  const { passphrase, password } = secrets
  const input = password === null ? raw : { ...raw, password }
  const rehearse = (session: Session) => session.command(name, input, { ...asked, dryRun: true })
  const sent = (session: Session): TaskEither<SpokenError, CommandAnswer> =>
    pipe(
      unlessInterrupted(call.world),
      TE.chainW(() => session.command(name, input, asked)),
    )
  const use = (session: Session): TaskEither<SpokenError, CommandAnswer> =>
    pipe(
      recordDueRolls(call, session),
      TE.chain(() => sent(session)),
      TE.chainFirstTaskK(() => leaveCaughtUp(session)),
    )
  if (call.setting.server !== null) return withSession(call, { create, passphrase }, sent)
  if (asked.dryRun) return withTrialSession(call, { create, passphrase }, rehearse)
  return create
    ? withBegunSession(call, { passphrase }, { rehearse, use })
    : withSession(call, { create, passphrase }, use)
}

/** Sends a prepared command to the ledger, and asks for secrets that turn out to be needed. */
export const sendPrepared = (call: Call, prepared: Prepared): TaskEither<SpokenError, CommandAnswer> =>
  pipe(
    passphraseOf(call),
    TE.chainW((passphrase) =>
      withSecrets(call.setting.terminal, { passphrase, password: prepared.password }, (secrets) =>
        once(call, prepared, secrets))),
  )

/** Carries out a command of the catalogue and shows what it did. */
export const sendCommand = (call: Call, sending: Sending): TaskEither<SpokenError, ExitCode> =>
  pipe(
    prepareCommand(call, sending),
    TE.chain((prepared) =>
      pipe(
        sendPrepared(call, prepared),
        TE.chainFirstW((answer) => tellUnreasoned(call, prepared.asked, answer)),
      )),
    TE.chainFirstW((answer) => writeAnswer(call, 'Command', answer)),
    TE.map(() => exitCodes.fine),
  )
