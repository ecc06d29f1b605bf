import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { t } from '../../../domain/prelude.js'
import type { QuestionAnswer, Session } from '../../system/session.js'
import { listed } from '../../wording/printable.js'
import type { SpokenError } from '../../wording/problem.js'
import { countWords } from '../../wording/units.js'
import { check, good, warning, type Checked, type Seen } from './checked.js'

const Roll = t.type({
  type: t.string,
  identity: t.string,
  verdict: t.string,
  policy: t.type({ unproved: t.string }),
  frontEnds: t.readonlyArray(t.type({ fqdn: t.string, proved: t.boolean })),
})
type Roll = t.TypeOf<typeof Roll>
const Rolls = t.type({ rolls: t.readonlyArray(Roll) })

const words = ({ type, identity, frontEnds }: Roll): string => {
  const unproved = frontEnds.filter(({ proved }) => !proved).map(({ fqdn }) => fqdn)
  return `${type}@${identity} is not proved by ${unproved.length === 0 ? 'any front end' : listed(unproved)}`
}

const evidenceSeen = (answer: QuestionAnswer): Seen => {
  const rolls = Rolls.is(answer) ? answer.rolls : []
  const late = rolls.filter(({ verdict, policy }) => verdict === 'late' && policy.unproved !== 'proceed')
  return late.length === 0
    ? good(rolls.length === 0 ? 'nothing is staged' : `${countWords(rolls.length, 'staged roll')}, none late`)
    : warning(late.map(words).join('; '))
}

/** Rolls whose date is near and which some front end has not proved, unless the policy asks for no proof. */
export const evidenceCheck = (session: Session): TaskEither<SpokenError, Checked> =>
  check(
    'evidence',
    pipe(session.question('RollEvidence', {}, { at: null, knownAt: null }), TE.map(evidenceSeen)),
  )
