import { driftAcceptances, observationVersions, storeVersions } from './observation-tables.js'
import { onlyThese, put, type Change, type Projection, type Recorded } from './projection.js'
import type { Rows } from './rows.js'
import { seenIn, seenNow, seenText } from './seen-entries.js'
import type { RowOf } from './table.js'

const lastStore = (rows: Rows, fqdn: string): RowOf<typeof storeVersions> | undefined =>
  rows.find(storeVersions, { equals: { fqdn }, orderBy: [['known_from', 'desc']], limit: 1 })[0]

/** A row where the store changed, and where the clock went back: the newest that was known and true by then counts. */
const storeChange = ({ data, position }: Recorded<'StoreObserved'>, rows: Rows): ReadonlyArray<Change> => {
  const { fqdn, entries, receivedAt } = data
  const last = lastStore(rows, fqdn)
  const text = seenText(seenNow(last === undefined ? [] : seenIn(last.entries), entries, { at: receivedAt, position }))
  const { first_at: firstAt = null, first_position: firstPosition = null } = last ?? {}
  if (last?.entries === text && firstAt !== null && last.valid_from <= receivedAt) return []
  return [
    put(storeVersions, {
      fqdn,
      entries: text,
      first_at: firstAt ?? receivedAt,
      first_position: firstPosition ?? position,
      valid_from: receivedAt,
      known_from: position,
    }),
  ]
}

const observed = (event: Recorded<'StoreObserved'>, rows: Rows): ReadonlyArray<Change> => {
  const { fqdn, entries, version, observedAt, receivedAt } = event.data
  return [
    put(observationVersions, {
      fqdn,
      observed_at: observedAt,
      product_version: version,
      entries: entries.length,
      valid_from: receivedAt,
      known_from: event.position,
    }),
    ...storeChange(event, rows),
  ]
}

/** What was seen before a front end was decommissioned says nothing of the one that is registered anew. */
const registeredAnew = ({ data, position }: Recorded<'FrontEndRegistered'>, rows: Rows): ReadonlyArray<Change> =>
  lastStore(rows, data.fqdn) === undefined
    ? []
    : [
        put(storeVersions, {
          fqdn: data.fqdn,
          entries: seenText([]),
          first_at: null,
          first_position: null,
          valid_from: data.registeredAt,
          known_from: position,
        }),
      ]

const accepted = ({ data, position }: Recorded<'DriftAccepted'>): ReadonlyArray<Change> => [
  put(driftAcceptances, {
    fqdn: data.fqdn,
    role: data.role,
    kind: data.kind,
    certificate: data.thumbprintSha256,
    file: data.file,
    valid_from: data.acceptedAt,
    known_from: position,
  }),
]

const on = onlyThese({ FrontEndRegistered: registeredAnew, StoreObserved: observed, DriftAccepted: accepted })

/** What was seen of every front end, since when it stands as it does, and which differences were accepted. */
export const observations: Projection = {
  name: 'observations',
  version: 1,
  tables: [observationVersions, storeVersions, driftAcceptances],
  on,
}
