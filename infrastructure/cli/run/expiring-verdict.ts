import { t } from '../../../domain/prelude.js'
import { oneOfField } from '../../../domain/input/fields.js'
import { optional } from '../../../domain/input/field.js'
import type { QuestionAnswer } from '../../system/session.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import { textOf, type RawValues } from '../arguments/raw-values.js'

export const failOnFields = {
  failOn: optional(
    oneOfField('what makes the exit code 3 (warning) or 4 (critical, expired); left out: warning', [
      'none',
      'warning',
      'critical',
    ]),
  ),
}

const Listed = t.type({ expiring: t.readonlyArray(t.type({ level: t.string })) })

const isCritical = (level: string): boolean => level === 'critical' || level === 'expired'

/** The exit code for what is listed: covered or not, as `--uncovered` leaves out what has a successor. */
export const expiringVerdict = (answer: QuestionAnswer, raw: RawValues): ExitCode => {
  const levels = Listed.is(answer) ? answer.expiring.map(({ level }) => level) : []
  const failOn = textOf(raw, 'failOn')?.trim().toLowerCase() ?? 'warning'
  if (failOn !== 'none' && levels.some(isCritical)) return exitCodes.criticalFound
  return failOn === 'warning' && levels.includes('warning') ? exitCodes.warningFound : exitCodes.fine
}
