import fc from 'fast-check'
import type { AssignmentCommand } from '../../domain/assignment/commands.js'
import { assignment } from '../../domain/assignment/decide.js'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import type { AssignmentState } from '../../domain/assignment/state.js'
import { slotAt } from '../../domain/assignment/slot-at.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import { E } from '../../domain/prelude.js'
import { assignmentStream } from '../../domain/streams.js'
import type { CertificateRef } from '../../domain/values/certificate-ref.js'
import { instantAtMs, plusMs, type Instant } from '../../domain/values/instant.js'
import type { Position } from '../../domain/values/position.js'
import type { Slot } from '../../domain/values/slot.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import type { Uuid } from '../../domain/values/uuid.js'

export const epoch = instantAtMs(Date.UTC(2026, 0, 1))
export const hours = (count: number): Instant => plusMs(epoch, count * 3_600_000)

const hex = (n: number, digits: number): string => n.toString(16).toUpperCase().padStart(digits, '0')
const uuid = (n: number): Uuid => `00000000-0000-5000-8000-${hex(n, 12).toLowerCase()}` as Uuid

export const certificateNumbered = (n: number): CertificateRef => ({
  thumbprint: hex(n, 40) as Thumbprint,
  thumbprintSha256: hex(n, 64) as ThumbprintSha256,
  subject: `CN=certificate ${String(n)}`,
  notBefore: hours(-1000),
  notAfter: hours(100_000),
})

/** One step of a story: how far the clock moves (also back), and what is asked of which slot. */
export type Step = {
  readonly hours: number
  readonly slot: number
  readonly action: AssignmentCommand['type']
  readonly certificate: number
  readonly ahead: number
}

const actions: ReadonlyArray<AssignmentCommand['type']> = [
  'AssignCertificate',
  'RollCertificate',
  'RescheduleRoll',
  'CancelRoll',
  'ActivateRoll',
  'RollBack',
  'RemoveAssignment',
  'RemovePrevious',
  'CorrectAssignment',
]

export const story: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(
  fc.record({
    hours: fc.integer({ min: -2, max: 12 }),
    slot: fc.constantFrom(0, 1),
    action: fc.constantFrom(...actions),
    certificate: fc.integer({ min: 1, max: 4 }),
    ahead: fc.integer({ min: 1, max: 40 }),
  }),
  { maxLength: 25 },
)

const commandOf = (
  step: Step,
  slot: Slot,
  at: Instant,
  index: number,
  state: AssignmentState,
): AssignmentCommand => {
  const common = { slot, at, findings: [], force: true }
  const certificate = certificateNumbered(step.certificate)
  const effectiveAt = plusMs(at, step.ahead * 3_600_000)
  switch (step.action) {
    case 'AssignCertificate':
      return { type: 'AssignCertificate', data: { ...common, certificate } }
    case 'RollCertificate':
      return {
        type: 'RollCertificate',
        data: { ...common, certificate, rollId: uuid(index), effectiveAt, alongside: [] },
      }
    case 'RescheduleRoll':
      return { type: 'RescheduleRoll', data: { ...common, effectiveAt } }
    case 'RollBack':
      return { type: 'RollBack', data: { ...common, to: slotAt(state, at).previous?.certificate ?? null } }
    case 'CorrectAssignment': {
      const validFrom = plusMs(at, -step.ahead * 3_600_000)
      const validTo = step.certificate % 2 === 0 ? plusMs(validFrom, step.certificate * 3_600_000) : null
      return {
        type: 'CorrectAssignment',
        data: { ...common, certificate: step.certificate === 3 ? null : certificate, validFrom, validTo },
      }
    }
    case 'CancelRoll':
    case 'ActivateRoll':
    case 'RemoveAssignment':
    case 'RemovePrevious':
      return { type: step.action, data: common }
  }
}

export type Told = {
  readonly events: ReadonlyArray<RecordedEvent<AssignmentEvent>>
  readonly slots: ReadonlyArray<Slot>
}

const theSlots: ReadonlyArray<Slot> = [
  { role: 'OAuthTokenIssuer', scope: 'global' },
  { role: 'Default', scope: 'fe01.contoso.com' as Slot['scope'] },
]

/** Runs a story through the decisions: refused steps leave no trace, all others their events in order. */
export const tell = (steps: ReadonlyArray<Step>): Told => {
  const events: Array<RecordedEvent<AssignmentEvent>> = []
  const states = theSlots.map(() => assignment.initialState)
  let now = epoch
  steps.forEach((step, index) => {
    now = plusMs(now, step.hours * 3_600_000)
    const slot = theSlots[step.slot] ?? theSlots[0]
    const state = states[step.slot]
    if (slot === undefined || state === undefined) return
    const decided = assignment.decide(commandOf(step, slot, now, index + 1, state))(state)
    if (E.isLeft(decided)) return
    for (const event of decided.right) {
      states[step.slot] = assignment.evolve(states[step.slot] ?? state, event)
      events.push(recorded(event, events.length + 1, now))
    }
  })
  return { events, slots: theSlots }
}

const recorded = (
  event: AssignmentEvent,
  position: number,
  recordedAt: Instant,
): RecordedEvent<AssignmentEvent> => ({
  ...event,
  id: uuid(1_000_000 + position),
  schemaVersion: 1,
  stream: assignmentStream(event.data.slot),
  revision: position,
  position: position as Position,
  leafHash: '',
  recordedAt,
  actor: { kind: 'person', name: 'alice', onBehalfOf: null },
  origin: { face: 'cli', address: null },
  reason: null,
  ticket: null,
  commandId: uuid(2_000_000 + position),
  $correlationId: uuid(2_000_000 + position),
  $causationId: null,
})
