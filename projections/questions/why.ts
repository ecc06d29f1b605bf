import { described, optional } from '../../domain/input/field.js'
import { fqdnField, identityField, roleField } from '../../domain/input/fields.js'
import { E } from '../../domain/prelude.js'
import { isGlobalRole, slotOf, slotText } from '../../domain/values/slot.js'
import { auditTimeline } from '../audit-timeline.js'
import { causes } from '../causation.js'
import { observedInSlot } from '../observed-in-slot.js'
import type { Rows } from '../rows.js'
import { slotAt, slotsAt, type SlotAt } from '../slots-at.js'
import type { Moment } from '../time.js'
import { slotView } from '../views.js'
import { logEntry, type LogEntry } from './log-entries.js'
import { question } from './question.js'

const entryAt = (rows: Rows, position: number | null): LogEntry | null => {
  const [row] = position === null ? [] : rows.find(auditTimeline, { equals: { position }, limit: 1 })
  return row === undefined ? null : logEntry(row)
}

const MAX_STEPS = 32

/** From an event back to the command that began it: each entry followed from the one after it. */
const chainOf = (rows: Rows, entry: LogEntry | null): ReadonlyArray<LogEntry> => {
  const chain: Array<LogEntry> = []
  let next = entry
  while (next !== null && chain.length < MAX_STEPS) {
    chain.push(next)
    const [cause] =
      next.causationId === null ? [] : rows.find(auditTimeline, { equals: { event_id: next.causationId }, limit: 1 })
    next = cause === undefined ? null : logEntry(cause)
  }
  return chain
}

/** What followed from an event by itself, for example the record that its roll took effect. */
const effectsOf = (rows: Rows, entry: LogEntry | null, { knownAt }: Moment): ReadonlyArray<LogEntry> =>
  entry === null
    ? []
    : rows
        .find(causes, {
          equals: { caused_by: entry.eventId },
          atMost: { position: knownAt },
          orderBy: [['position', 'asc']],
        })
        .map(({ position }) => entryAt(rows, position))
        .filter((effect) => effect !== null)

const because = (rows: Rows, position: number | null, moment: Moment) => {
  const entry = entryAt(rows, position)
  return entry === null ? null : { because: chainOf(rows, entry), followedBy: effectsOf(rows, entry, moment) }
}

const explained = (rows: Rows, slot: SlotAt, moment: Moment) => {
  const view = slotView(rows, slot, moment)
  const { current, previous, staged } = slot.causes
  return {
    ...view,
    validFrom: slot.validFrom,
    validTo: slot.validTo,
    observed: observedInSlot(rows, moment, slot),
    why: {
      current: view.current === null ? null : because(rows, current, moment),
      previous: because(rows, previous, moment),
      staged: because(rows, staged, moment),
      nobody: view.current === null ? because(rows, current, moment) : null,
    },
  }
}

/**
 * Why a slot, or every slot of a front end, holds what it holds: the event behind each certificate, who caused
 * it and for what reason, back to where it began; and what the agents of the front ends saw of it. Source: AUDIT 9,
 * question 2.
 */
export const why = question({
  name: 'Why',
  summary: 'Show why a slot holds what it holds: who made it so, when, from where and for what reason',
  right: 'ask',
  fields: {
    type: optional(roleField),
    identity: optional(identityField),
    frontEnd: optional(described('every slot of this front end', fqdnField)),
  },
  answer: (rows, { type, identity, frontEnd }, moment) => {
    if ((type === null) === (frontEnd === null)) return E.left({ _tag: 'ExactlyOneOf', fields: ['type', 'frontEnd'] })
    if (type === null) {
      const slots = frontEnd === null ? [] : slotsAt(rows, moment, { scope: frontEnd })
      return slots.length === 0 && frontEnd !== null
        ? E.left({ _tag: 'FrontEndNotKnownThen', fqdn: frontEnd })
        : E.right({ slots: slots.map((slot) => explained(rows, slot, moment)) })
    }
    if (identity === null && !isGlobalRole(type)) return E.left({ _tag: 'IdentityRequired', role: type })
    const slot = slotOf(type, identity ?? 'global')
    if (E.isLeft(slot)) return slot
    const found = slotAt(rows, slotText(slot.right), moment)
    return found === undefined
      ? E.left({ _tag: 'SlotNeverUsed', slot: slot.right })
      : E.right({ slots: [explained(rows, found, moment)] })
  },
})
