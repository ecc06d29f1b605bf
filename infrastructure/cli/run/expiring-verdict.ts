import { E, t } from '../../../domain/prelude.js'
import type { QuestionAnswer } from '../../system/session.js'
import type { ExitCode } from '../../wording/exit-codes.js'
import type { RawValues } from '../arguments/raw-values.js'
import { failOnFields, verdictOn } from './fail-on.js'

const Listed = t.type({ expiring: t.readonlyArray(t.type({ level: t.string })) })

const severityOf = (level: string): 'ok' | 'warning' | 'critical' => {
  if (level === 'critical' || level === 'expired') return 'critical'
  return level === 'warning' ? 'warning' : 'ok'
}

/** The exit code for what is listed: covered or not, as `--uncovered` leaves out what has a successor. */
export const expiringVerdict = (answer: QuestionAnswer, raw: RawValues): ExitCode => {
  const failOn = failOnFields.failOn.parse(raw['failOn'])
  const levels = Listed.is(answer) ? answer.expiring.map(({ level }) => level) : []
  return verdictOn(E.isRight(failOn) ? failOn.right : null, levels.map(severityOf))
}
