import { resolve } from 'node:path'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { parseInput, type InputOf } from '../../../domain/input/field.js'
import type { CommandAnswer } from '../../system/session.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { only } from '../arguments/raw-values.js'
import { askNewSecret } from '../input/ask.js'
import { draftPrivateFile, notThere } from '../output/private-file.js'
import { writeAnswer } from '../output/write-answer.js'
import type { Call } from '../table/cli-command.js'
import type { Sink } from '../world.js'
import { outFields } from './out-fields.js'
import { prepareCommand, type Prepared, type Sending } from './prepare-command.js'
import { sendPrepared } from './send-command.js'

type Out = InputOf<typeof outFields>
type Exported = TaskEither<SpokenError, ExitCode>

const isStdout = ({ out }: Out): boolean => out === '-'

/** A file without a password, or on a terminal, is found out before the private key is read. */
const outWritable = ({ world }: Call, out: Out): TaskEither<SpokenError, void> => {
  if (!isStdout(out)) return notThere(resolve(world.cwd, out.out), out.force)
  return world.stdout.isTty
    ? TE.left({ _tag: 'OutputUnwritable', path: 'standard output', reason: 'IS_TERMINAL' })
    : TE.right(undefined)
}

const withNewPassword = ({ setting }: Call, prepared: Prepared): TaskEither<SpokenError, Prepared> =>
  prepared.password !== null || setting.terminal === null
    ? TE.right(prepared)
    : pipe(
      askNewSecret(setting.terminal, 'Password for the new file'),
      TE.map((password) => ({ ...prepared, password })),
    )

/** The answer tells of the file; its bytes are never rendered. */
const shown = (call: Call, answer: CommandAnswer, writtenTo: string | null, sink: Sink): Exported =>
  pipe(
    writeAnswer(call, 'Command', { ...answer, writtenTo }, { sink }),
    TE.map(() => exitCodes.fine),
  )

const toStdout = (call: Call, prepared: Prepared): Exported =>
  pipe(
    sendPrepared(call, prepared),
    TE.chainFirstW(({ file }) => call.world.stdout.write(file?.bytes ?? '')),
    TE.chain((answer) =>
      call.setting.quiet ? TE.right(exitCodes.fine) : shown(call, answer, null, call.world.stderr)),
  )

const toFile = (call: Call, prepared: Prepared, { out, force }: Out): Exported => {
  const path = resolve(call.world.cwd, out)
  return TE.bracket(
    draftPrivateFile(path, force),
    (draft) =>
      pipe(
        sendPrepared(call, prepared),
        TE.chainFirstW(({ file }) => (file === undefined ? TE.right(undefined) : draft.commit(file.bytes))),
        TE.chain((answer) => shown(call, answer, path, call.world.stdout)),
      ),
    (draft) => TE.fromTask(draft.discard),
  )
}

const tried = (call: Call, prepared: Prepared): Exported =>
  pipe(
    sendPrepared(call, prepared),
    TE.chainFirstW((answer) => writeAnswer(call, 'Command', answer)),
    TE.map(() => exitCodes.fine),
  )

/**
 * Exports a certificate with its private key into a file of its owner, or to a pipe. What keeps it from being written
 * is found out before the key is read, as that goes on record.
 */
export const exportCertificate = (call: Call, sending: Sending): Exported =>
  pipe(
    TE.Do,
    TE.bindW('out', () => TE.fromEither(parseInput(outFields, only(outFields, call.raw)))),
    TE.chainFirstW(({ out }) => outWritable(call, out)),
    TE.bindW('prepared', () => prepareCommand(call, sending)),
    TE.bindW('ready', ({ prepared }) => withNewPassword(call, prepared)),
    TE.chainW(({ out, ready }) => {
      if (ready.asked.dryRun) return tried(call, ready)
      return isStdout(out) ? toStdout(call, ready) : toFile(call, ready, out)
    }),
  )
