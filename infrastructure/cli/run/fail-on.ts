import { optional } from '../../../domain/input/field.js'
import { oneOfField } from '../../../domain/input/fields.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'

/** From which severity on a finding makes the exit code; null is `warning`. */
export type FailOn = 'none' | 'warning' | 'critical' | null

export const failOnFields = {
  failOn: optional(
    oneOfField('from which level on findings make the exit code 3 or 4; left out: warning', [
      'none',
      'warning',
      'critical',
    ]),
  ),
}

/** The exit code for the worst that was found, as far as it counts. */
export const verdictOn = (failOn: FailOn, found: ReadonlyArray<'ok' | 'warning' | 'critical'>): ExitCode => {
  if (failOn !== 'none' && found.includes('critical')) return exitCodes.criticalFound
  return failOn !== 'none' && failOn !== 'critical' && found.includes('warning')
    ? exitCodes.warningFound
    : exitCodes.fine
}
