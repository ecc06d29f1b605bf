import type { RecordedEvent } from '../domain/envelope.js'
import type { AssignmentEvent } from '../domain/assignment/events.js'
import type { Instant } from '../domain/values/instant.js'
import { slotText } from '../domain/values/slot.js'
import { onlyThese, put, type Change, type Projection, type Recorded } from './projection.js'
import type { Rows } from './rows.js'
import { table, type RowOf } from './table.js'
import type { Moment } from './time.js'
import { versionAt, versionColumns } from './versions.js'

/**
 * Every arrival of a certificate in a slot. The generation is the revision of the event that brought it; a rollback
 * brings none, because what comes back never left.
 */
export const slotGenerations = table({
  name: 'slot_generations',
  columns: { ...versionColumns, slot: 'text', certificate: 'text', generation: 'integer' },
  primaryKey: ['slot', 'certificate', 'known_from'],
  indexes: [],
})

type Arrival = Extract<AssignmentEvent, { readonly type: 'CertificateAssigned' | 'RollScheduled' }>

const arrived = (
  { data: { slot, certificate }, revision, position }: RecordedEvent<Arrival>,
  at: Instant,
): ReadonlyArray<Change> => [
  put(slotGenerations, {
    slot: slotText(slot),
    certificate: certificate.thumbprintSha256,
    generation: revision,
    valid_from: at,
    known_from: position,
  }),
]

const corrected = ({ data, revision, position }: Recorded<'AssignmentCorrected'>): ReadonlyArray<Change> =>
  data.certificate === null
    ? []
    : [
        put(slotGenerations, {
          slot: slotText(data.slot),
          certificate: data.certificate.thumbprintSha256,
          generation: revision,
          valid_from: data.validFrom,
          known_from: position,
        }),
      ]

const on = onlyThese({
  CertificateAssigned: (event) => arrived(event, event.data.effectiveFrom),
  RollScheduled: (event) => arrived(event, event.data.scheduledAt),
  AssignmentCorrected: corrected,
})

/** Which arrival of a certificate in a slot counts, at any moment. */
export const slotGenerationsProjection: Projection = {
  name: 'slot-generations',
  version: 1,
  tables: [slotGenerations],
  on,
}

type Generation = RowOf<typeof slotGenerations>

/** The arrival of a certificate in a slot that counts at a moment; undefined where it never arrived. */
export const generationAt = (
  rows: Rows,
  slot: string,
  certificate: string,
  moment: Moment,
): Generation | undefined =>
  versionAt(rows, slotGenerations, { slot, certificate }, moment) ??
  rows.find(slotGenerations, {
    equals: { slot, certificate },
    atMost: { known_from: moment.knownAt },
    orderBy: [['known_from', 'asc']],
    limit: 1,
  })[0]
