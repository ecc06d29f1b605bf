import { certificateStates } from './certificate-inventory.js'
import type { Rows } from './rows.js'
import type { RowOf } from './table.js'
import type { Moment } from './time.js'
import { versionAt } from './versions.js'

type StateRow = RowOf<typeof certificateStates>

/** What had become of a certificate by a moment. */
export type Standing = {
  readonly state: StateRow
  /** False for a moment before the import: a certificate existed before it, and a correction may place it there. */
  readonly isImported: boolean
  /** Compromise reaches back: what is known of it by the moment counts from this instant on, whenever recorded. */
  readonly compromisedSince: string | null
}

const known = (rows: Rows, certificate: string, { knownAt }: Moment, direction: 'asc' | 'desc'): StateRow | undefined =>
  rows.find(certificateStates, {
    equals: { certificate },
    atMost: { known_from: knownAt },
    orderBy: [['known_from', direction]],
    limit: 1,
  })[0]

/** Before the import the ledger kept no key. */
const beforeImport = (earliest: StateRow): StateRow => ({ ...earliest, key_state: 'neverImported', key_ref: null })

/** How a certificate stood at a moment; undefined where nothing was known of it. */
export const standingAt = (rows: Rows, certificate: string, moment: Moment): Standing | undefined => {
  const latest = known(rows, certificate, moment, 'desc')
  if (latest === undefined) return undefined
  const { validAt } = moment
  const then = latest.valid_from <= validAt ? latest : versionAt(rows, certificateStates, { certificate }, moment)
  const since = latest.compromised_since
  return {
    state: then ?? beforeImport(known(rows, certificate, moment, 'asc') ?? latest),
    isImported: then !== undefined,
    compromisedSince: since !== null && since <= validAt ? since : null,
  }
}
