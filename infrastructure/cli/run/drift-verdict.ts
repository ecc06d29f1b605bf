import { E, t } from '../../../domain/prelude.js'
import type { QuestionAnswer } from '../../system/session.js'
import type { ExitCode } from '../../wording/exit-codes.js'
import type { RawValues } from '../arguments/raw-values.js'
import { failOnFields, verdictOn } from './fail-on.js'

const Listed = t.type({ drift: t.readonlyArray(t.type({ level: t.string })) })

const severityOf = (level: string): 'ok' | 'warning' | 'critical' =>
  level === 'critical' || level === 'warning' ? level : 'ok'

/** The exit code for what is listed; what is accepted, or may be a mere delay, is none of the two. */
export const driftVerdict = (answer: QuestionAnswer, raw: RawValues): ExitCode => {
  const failOn = failOnFields.failOn.parse(raw['failOn'])
  const levels = Listed.is(answer) ? answer.drift.map(({ level }) => level) : []
  return verdictOn(E.isRight(failOn) ? failOn.right : null, levels.map(severityOf))
}
