import type { DoctorAnswer, DoctorCheck } from '../../../wording/answer-kind.js'
import { cell, line, lines } from '../layout/block.js'
import type { Tone } from '../layout/tone.js'
import { tableOf, whole, wrapped, type Shown } from './columns.js'
import type { View } from './view.js'

const tones: Readonly<Record<DoctorCheck['status'], Tone>> = { ok: 'good', warning: 'warning', critical: 'critical' }

const columns: ReadonlyArray<Shown<DoctorCheck>> = [
  whole('CHECK', ({ name }) => cell(name)),
  whole('STATUS', ({ status }) => cell(status, tones[status])),
  wrapped('DETAIL', ({ detail }) => cell(detail)),
]

const verdict = (checks: ReadonlyArray<DoctorCheck>): readonly [string, Tone] => {
  const count = (status: DoctorCheck['status']): number => checks.filter((one) => one.status === status).length
  const [critical, warning] = [count('critical'), count('warning')]
  if (critical + warning === 0) return ['All is well.', 'good']
  const words = `${critical} critical, ${warning} ${warning === 1 ? 'warning' : 'warnings'}.`
  return [words, critical > 0 ? 'critical' : 'warning']
}

/** What the health check found. */
export const doctorView: View<DoctorAnswer> = ({ checks }, { isWide }) =>
  checks.length === 0
    ? [lines(line('Nothing was checked.'))]
    : [tableOf(columns, checks, isWide, 1), lines(line(...verdict(checks)))]
