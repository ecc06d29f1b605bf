import type { Severity } from '../../../../domain/certificate/finding.js'
import type { CommandAnswer } from '../../../system/session.js'
import { findingProblem } from '../../../wording/finding-problem.js'
import { line, lines, type Block } from '../layout/block.js'
import type { Tone } from '../layout/tone.js'

type Found = CommandAnswer['findings'][number]

/** A finding that refuses stands in the answer of a command only where `--force` carried the command past it. */
const openings: Readonly<Record<Severity, readonly [string, Tone]>> = {
  forbidden: ['Forbidden', 'critical'],
  refused: ['Overridden by --force', 'critical'],
  warning: ['Warning', 'warning'],
  notice: ['Notice', 'plain'],
}

const order: ReadonlyArray<Severity> = ['forbidden', 'refused', 'warning', 'notice']

/** What was noticed, the gravest first, each in words and with the slot that it concerns. */
export const findingBlocks = (findings: ReadonlyArray<Found>): ReadonlyArray<Block> =>
  findings.length === 0
    ? []
    : [
        lines(
          ...findings
            .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
            .map((found) => {
              const { detail, facts: { slot } } = findingProblem(found)
              const [opening, tone] = openings[found.severity]
              const where = typeof slot === 'string' ? ` (${slot})` : ''
              return line(`${opening}${where}: ${detail}`, tone)
            }),
        ),
      ]
