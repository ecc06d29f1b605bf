import { table } from './table.js'
import { versionColumns } from './versions.js'

const columns = {
  fqdn: 'text',
  slot: 'text',
  generation: 'integer',
  certificate: 'text',
  thumbprint: 'text',
  attempt: 'integer',
  /** What the certificate was meant as when this attempt was asked for. */
  as: 'text',
  challenge: 'text',
  because: 'text',
  /** requested, collected, installed, proved, failed; abandoned once it is no longer meant. */
  state: 'text',
  requested_at: 'text',
  collected_at: 'text?',
  installed_at: 'text?',
  proved_at: 'text?',
  served: 'text?',
  failed_at: 'text?',
  reason: 'text?',
  detail: 'text?',
  /** How often somebody asked for what was not, or no longer, to be handed out. */
  alarms: 'integer',
} as const

/**
 * What became of every delivery: versions that supersede each other. Instants of an agent are by the ledger's time as
 * it keeps it.
 */
export const deliveryVersions = table({
  name: 'delivery_versions',
  columns: { ...versionColumns, ...columns },
  primaryKey: ['fqdn', 'slot', 'generation', 'known_from'],
  indexes: [],
})

/** The narrow table of the present: deliveries that are not abandoned, and from when on another attempt is due. */
export const openDeliveries = table({
  name: 'open_deliveries',
  columns: {
    fqdn: 'text',
    slot: 'text',
    generation: 'integer',
    attempt: 'integer',
    challenge: 'text',
    state: 'text',
    /** null: nothing is to be done about it, or it waits for the agent to collect it. */
    due_at: 'text?',
    /** The position of the event that brought it into its state. */
    cause: 'integer',
  },
  primaryKey: ['fqdn', 'slot', 'generation'],
  indexes: [['due_at'], ['state']],
})
