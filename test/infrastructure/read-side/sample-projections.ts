import type { DomainEvent } from '../../../domain/events.js'
import type { RecordedEvent } from '../../../domain/envelope.js'
import { close, put, remove, type Change, type Handlers, type Projection } from '../../../projections/projection.js'
import type { Rows } from '../../../projections/rows.js'
import { table } from '../../../projections/table.js'
import { eventTypes } from '../../support/arbitrary-events.js'

type Registered = Extract<RecordedEvent<DomainEvent>, { readonly type: 'FrontEndRegistered' }>

const ignored = Object.fromEntries(eventTypes.map((type) => [type, 'ignored'])) as unknown as Handlers

/** One row per event; `nth` counts them, so that an event left out or applied twice shows in every later row. */
export const trail = table({
  name: 'trail',
  columns: { position: 'integer', nth: 'integer', type: 'text', stream: 'text' },
  primaryKey: ['position'],
  indexes: [['stream', 'position']],
})

const followed = ({ position, type, stream }: RecordedEvent<DomainEvent>, rows: Rows): ReadonlyArray<Change> => {
  const [latest] = rows.find(trail, { orderBy: [['position', 'desc']], limit: 1 })
  return [put(trail, { position, nth: (latest?.nth ?? 0) + 1, type, stream })]
}

export const trailProjection: Projection = {
  name: 'trail',
  version: 1,
  tables: [trail],
  on: Object.fromEntries(eventTypes.map((type) => [type, followed])) as unknown as Handlers,
}

/** What was registered when, as intervals: each registration closes the one before. */
export const stays = table({
  name: 'stays',
  columns: { fqdn: 'text', known_from: 'integer', known_to: 'integer?', trail_then: 'integer' },
  primaryKey: ['fqdn', 'known_from'],
  indexes: [['fqdn', 'known_to']],
})

/** How often each front end was registered; cleared when the site is configured. */
export const counts = table({
  name: 'counts',
  columns: { fqdn: 'text', times: 'integer' },
  primaryKey: ['fqdn'],
  indexes: [],
})

const registered = ({ position, data: { fqdn } }: Registered, rows: Rows): ReadonlyArray<Change> => {
  const open = rows.find(stays, { equals: { fqdn, known_to: null } })
  const [count] = rows.find(counts, { equals: { fqdn } })
  const [latest] = rows.find(trail, { orderBy: [['position', 'desc']], limit: 1 })
  return [
    ...open.map(({ known_from }) => close(stays, { fqdn, known_from }, { known_to: position })),
    put(stays, { fqdn, known_from: position, known_to: null, trail_then: latest?.nth ?? 0 }),
    put(counts, { fqdn, times: (count?.times ?? 0) + 1 }),
  ]
}

const cleared = (_event: unknown, rows: Rows): ReadonlyArray<Change> =>
  rows.find(counts, {}).map(({ fqdn }) => remove(counts, { fqdn }))

export const staysProjection: Projection = {
  name: 'stays',
  version: 1,
  tables: [stays, counts],
  on: { ...ignored, FrontEndRegistered: registered, SiteConfigured: cleared },
}

export const sampleProjections: ReadonlyArray<Projection> = [trailProjection, staysProjection]
