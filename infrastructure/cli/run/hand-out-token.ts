import { resolve } from 'node:path'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { parseInput, type InputOf } from '../../../domain/input/field.js'
import type { CommandAnswer } from '../../system/session.js'
import type { TokenWritten } from '../../wording/answer-kind.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { only } from '../arguments/raw-values.js'
import { notice } from '../output/notice.js'
import { draftPrivateFile } from '../output/private-file.js'
import { writeAnswer } from '../output/write-answer.js'
import type { Call } from '../table/cli-command.js'
import { prepareCommand, type Prepared, type Sending } from './prepare-command.js'
import { sendPrepared } from './send-command.js'
import { tokenFields } from './token-fields.js'

type Out = InputOf<typeof tokenFields>
type Done = TaskEither<SpokenError, ExitCode>

/** Rows of events have no place for a token: it would be lost. */
const showable = ({ setting: { format } }: Call, { tokenOut }: Out): TaskEither<SpokenError, void> =>
  tokenOut === null && (format === 'csv' || format === 'jsonl')
    ? TE.left({
        _tag: 'InputNotUnderstood',
        problems: [
          { field: 'output', problem: { _tag: 'NotOneOf', text: format, allowed: ['table', 'wide', 'json', 'yaml'] } },
        ],
        unknown: [],
      })
    : TE.right(undefined)

const SHOWN_ONCE = 'the token is shown this once and kept nowhere: give it to nobody else, and put it in no script'
const SHOWN_BEFORE = 'the token was shown when this command was first sent; certledger access rotate gives another one'

const KEPT = 'no token was made: whoever has access keeps the one he has; certledger access rotate gives another one'

const noticeOf = ({ token, tokenWrittenTo, dryRun }: CommandAnswer & TokenWritten): string | null => {
  if (dryRun || tokenWrittenTo !== undefined) return null
  if (token === undefined) return KEPT
  return token.text === null ? SHOWN_BEFORE : SHOWN_ONCE
}

const told = (call: Call, answer: CommandAnswer & TokenWritten): TaskEither<SpokenError, void> => {
  const text = noticeOf(answer)
  return text === null ? TE.right(undefined) : notice(call, text)
}

const shown = (call: Call, answer: CommandAnswer & TokenWritten): Done =>
  pipe(
    writeAnswer(call, 'Command', answer),
    TE.chainW(() => told(call, answer)),
    TE.map(() => exitCodes.fine),
  )

const toFile = (call: Call, prepared: Prepared, tokenOut: string, overwrite: boolean): Done => {
  const path = resolve(call.world.cwd, tokenOut)
  return TE.bracket(
    draftPrivateFile(path, overwrite),
    (draft) =>
      pipe(
        sendPrepared(call, prepared),
        TE.chainW((answer) => {
          const text = answer.token?.text ?? null
          return text === null
            ? shown(call, answer)
            : pipe(
              draft.commit(Buffer.concat([text.reveal(), Buffer.from('\n')])),
              TE.chainW(() => shown(call, { ...answer, tokenWrittenTo: path })),
            )
        }),
      ),
    (draft) => TE.fromTask(draft.discard),
  )
}

/**
 * Sends a command that gives a token, and hands that out: on standard output, once, or into a file of its owner. That
 * the file cannot be written is found out before the command is sent.
 */
export const handOutToken = (call: Call, sending: Sending): Done =>
  pipe(
    TE.Do,
    TE.bindW('out', () => TE.fromEither(parseInput(tokenFields, only(tokenFields, call.raw)))),
    TE.chainFirstW(({ out }) => showable(call, out)),
    TE.bindW('prepared', () => prepareCommand(call, sending)),
    TE.chainW(({ out: { tokenOut, overwrite }, prepared }) =>
      tokenOut === null || prepared.asked.dryRun
        ? pipe(
          sendPrepared(call, prepared),
          TE.chainW((answer) => shown(call, answer)),
        )
        : toFile(call, prepared, tokenOut, overwrite)),
  )
