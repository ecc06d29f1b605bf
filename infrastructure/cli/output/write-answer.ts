import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import type { MomentAsked } from '../../../projections/time.js'
import type { FaceError } from '../../wording/face-error.js'
import type { AnswerKind, Answers } from '../../wording/answer-kind.js'
import type { Call } from '../table/cli-command.js'
import type { Sink } from '../world.js'

type Shown = { readonly asked?: MomentAsked; readonly sink?: Sink }

/** Writes an answer in the form that was asked for, on standard output unless another sink is named. */
export const writeAnswer = <K extends AnswerKind>(
  { setting, world }: Pick<Call, 'setting' | 'world'>,
  kind: K,
  answer: Answers[K],
  { sink = world.stdout, ...shown }: Shown = {},
): TaskEither<FaceError, void> =>
  pipe(
    TE.fromTask<string, FaceError>(async () => {
      const { render } = await import('../render/render.js')
      return render(setting.format, kind, answer, { colour: setting.colour, width: setting.width, ...shown })
    }),
    TE.chain(sink.write),
  )
