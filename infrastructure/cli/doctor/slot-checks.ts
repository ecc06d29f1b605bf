import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { t } from '../../../domain/prelude.js'
import { Instant } from '../../../domain/values/instant.js'
import type { QuestionAnswer, Session } from '../../system/session.js'
import { listed } from '../../wording/printable.js'
import type { SpokenError } from '../../wording/problem.js'
import { countWords, instantWords } from '../../wording/units.js'
import { check, critical, good, warning, type Checked, type Seen } from './checked.js'

const Held = t.type({
  thumbprint: t.string, notBefore: Instant, notAfter: Instant, status: t.string, hasPrivateKey: t.boolean,
})
type Held = t.TypeOf<typeof Held>
const OrNone = t.union([Held, t.null])
const Slot = t.type({ type: t.string, identity: t.string, current: OrNone, staged: OrNone })
type Slot = t.TypeOf<typeof Slot>
const Slots = t.type({ slots: t.readonlyArray(Slot) })

const keyFaults = ({ hasPrivateKey }: Held): ReadonlyArray<string> => (hasPrivateKey ? [] : ['has no private key here'])

/** What keeps a current certificate from being used. */
const faultsOf = (held: Held): ReadonlyArray<string> => {
  const { status, notBefore, notAfter } = held
  return [
    ...(status === 'expired' ? [`expired on ${instantWords(notAfter)}`] : []),
    ...(status === 'notYetValid' ? [`is not valid before ${instantWords(notBefore)}`] : []),
    ...(status === 'compromised' ? ['is compromised'] : []),
    ...keyFaults(held),
  ]
}

const words = ({ type, identity }: Slot, { thumbprint }: Held, as: string, faults: ReadonlyArray<string>): string =>
  `${type}@${identity}: ${as} ${thumbprint} ${listed(faults)}`

const currentFaults = (slot: Slot): ReadonlyArray<string> => {
  const faults = slot.current === null ? [] : faultsOf(slot.current)
  return slot.current === null || faults.length === 0 ? [] : [words(slot, slot.current, 'current', faults)]
}

/** A staged one is not valid yet as often as not; its key and its good name it needs before its date. */
const stagedFaults = (slot: Slot): ReadonlyArray<string> => {
  if (slot.staged === null) return []
  const compromised = slot.staged.status === 'compromised' ? ['is compromised'] : []
  const faults = [...compromised, ...keyFaults(slot.staged)]
  return faults.length === 0 ? [] : [words(slot, slot.staged, 'staged', faults)]
}

const MOST_TOLD = 8

const told = (faults: ReadonlyArray<string>): string =>
  faults.length > MOST_TOLD
    ? `${faults.slice(0, MOST_TOLD).join('; ')}; and ${faults.length - MOST_TOLD} more`
    : faults.join('; ')

const slotsSeen = (answer: QuestionAnswer): Seen => {
  const slots = Slots.is(answer) ? answer.slots : []
  const [severe, others] = [slots.flatMap(currentFaults), slots.flatMap(stagedFaults)]
  const all = told([...severe, ...others])
  if (severe.length > 0) return critical(all)
  return others.length > 0
    ? warning(all)
    : good(`${countWords(slots.length, 'slot')}; what is current is valid, and its private key is kept`)
}

/**
 * That what is current can be used: a certificate that expired, is not valid yet or is compromised, or whose private
 * key is not kept, never signs. Nothing falls back to the previous one. Source: FIELD S5, F4.
 */
export const slotsCheck = (session: Session): TaskEither<SpokenError, Checked> =>
  check(
    'slots',
    pipe(session.question('GetCertificate', {}, { at: null, knownAt: null }), TE.map(slotsSeen)),
  )
