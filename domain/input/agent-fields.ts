import { E, type Either } from '../prelude.js'
import { AgentFingerprint } from '../values/agent-keys.js'
import { textField, type Field, type FieldProblem } from './field.js'
import { durationField } from './fields.js'

const refused = (problem: FieldProblem): Either<FieldProblem, never> => E.left(problem)

const INVISIBLE = /[\s:\u200B-\u200F\u202A-\u202E\u2060\uFEFF-]/g

/** A fingerprint as people read it out and paste it: spaces, colons, hyphens and any case are tolerated. */
export const fingerprintField: Field<AgentFingerprint> = textField(
  'fingerprint that the agent shows; spaces, colons and case do not matter',
  { examples: ['3F2A 9C01 …'] },
  (text) => {
    const digits = text.replace(INVISIBLE, '').toUpperCase()
    return AgentFingerprint.is(digits)
      ? E.right(digits)
      : refused({ _tag: 'FingerprintNotUnderstood', text, digits: digits.replace(/[^0-9A-F]/g, '').length })
  },
)

/** A span of time within bounds, in ms. */
export const boundedDurationField = (description: string, leastMs: number, mostMs: number): Field<number> => {
  const span = durationField(description)
  return {
    ...span,
    parse: (raw) => {
      const ms = span.parse(raw)
      return E.isRight(ms) && (ms.right < leastMs || ms.right > mostMs)
        ? refused({ _tag: 'DurationNotWithin', leastMs, mostMs })
        : ms
    },
  }
}
