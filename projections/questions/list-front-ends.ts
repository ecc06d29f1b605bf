import { E } from '../../domain/prelude.js'
import { frontEndVersions } from '../front-ends.js'
import type { Rows } from '../rows.js'
import { slotsAt } from '../slots-at.js'
import type { Moment } from '../time.js'
import { question } from './question.js'

export type FrontEndView = {
  readonly fqdn: string
  readonly registeredAt: string
  readonly assigned: ReadonlyArray<string>
}

/** The front ends that were registered by a moment, with the types that are assigned there. */
export const frontEndsAt = (rows: Rows, moment: Moment): ReadonlyArray<FrontEndView> => {
  const slots = slotsAt(rows, moment).filter(({ value }) => value.current !== null)
  return rows
    .find(frontEndVersions, {
      atMost: { known_from: moment.knownAt, valid_from: moment.validAt },
      orderBy: [['fqdn', 'asc']],
    })
    .map(({ fqdn, registered_at }) => ({
      fqdn,
      registeredAt: registered_at,
      assigned: slots.filter(({ scope }) => scope === fqdn).map(({ role }) => role),
    }))
}

/** Every registered front end. */
export const listFrontEnds = question({
  name: 'ListFrontEnds',
  summary: 'List the front ends and the types that are assigned there',
  fields: {},
  answer: (rows, _input, moment) => E.right({ frontEnds: frontEndsAt(rows, moment) }),
})
