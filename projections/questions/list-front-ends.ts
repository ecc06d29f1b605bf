import { E } from '../../domain/prelude.js'
import { frontEndVersions } from '../front-ends.js'
import type { Rows } from '../rows.js'
import { slotsAt, type SlotAt } from '../slots-at.js'
import type { Moment } from '../time.js'
import { question } from './question.js'

export type FrontEndView = {
  readonly fqdn: string
  readonly registeredAt: string
  readonly assigned: ReadonlyArray<string>
}

const assignedTo = (slots: ReadonlyArray<SlotAt>): ReadonlyMap<string, ReadonlyArray<string>> => {
  const assigned = new Map<string, Array<string>>()
  for (const { role, scope, value } of slots) {
    if (value.current === null) continue
    const known = assigned.get(scope)
    if (known === undefined) assigned.set(scope, [role])
    else known.push(role)
  }
  return assigned
}

/** The front ends that were registered by a moment, with the types that are assigned there. */
export const frontEndsAt = (
  rows: Rows,
  moment: Moment,
  slots: ReadonlyArray<SlotAt> = slotsAt(rows, moment),
): ReadonlyArray<FrontEndView> => {
  const assigned = assignedTo(slots)
  return rows
    .find(frontEndVersions, {
      atMost: { known_from: moment.knownAt, valid_from: moment.validAt },
      orderBy: [['fqdn', 'asc']],
    })
    .map(({ fqdn, registered_at }) => ({
      fqdn,
      registeredAt: registered_at,
      assigned: assigned.get(fqdn) ?? [],
    }))
}

/** Every registered front end. */
export const listFrontEnds = question({
  name: 'ListFrontEnds',
  summary: 'List the front ends and the types that are assigned there',
  right: 'ask',
  fields: {},
  answer: (rows, _input, moment) => E.right({ frontEnds: frontEndsAt(rows, moment) }),
})
