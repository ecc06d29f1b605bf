import { onlyThese, put, type Change, type Projection, type Recorded } from './projection.js'
import type { Rows } from './rows.js'
import { table, type RowOf } from './table.js'
import { versionColumns } from './versions.js'

/**
 * What a certificate says of itself: one row per certificate, never changed. `facts` is the JSON of
 * CertificateFacts.
 */
export const certificates = table({
  name: 'certificates',
  columns: {
    certificate: 'text',
    thumbprint: 'text',
    subject: 'text',
    not_after: 'text',
    facts: 'text',
    der: 'text',
    friendly_name: 'text?',
    file_name: 'text?',
    format: 'text',
    imported_at: 'text',
    position: 'integer',
  },
  primaryKey: ['certificate'],
  indexes: [['thumbprint'], ['not_after']],
})

/**
 * What became of a certificate: versions that supersede each other. `key_state` is kept, destroyed or
 * neverImported.
 */
export const certificateStates = table({
  name: 'certificate_states',
  columns: {
    ...versionColumns,
    certificate: 'text',
    key_state: 'text',
    key_ref: 'text?',
    retired_at: 'text?',
    compromised_since: 'text?',
    chain: 'text',
  },
  primaryKey: ['certificate', 'known_from'],
  indexes: [],
})

type State = RowOf<typeof certificateStates>

const chainText = (chain: Recorded<'CertificateImported'>['data']['chain']): string =>
  JSON.stringify(
    chain.map(({ thumbprint, subject, notAfter, isSelfSigned }) => ({ thumbprint, subject, notAfter, isSelfSigned })),
  )

const imported = ({ data, position }: Recorded<'CertificateImported'>): ReadonlyArray<Change> => {
  const { facts, der, chain, privateKey, importedAt } = data
  const certificate = facts.thumbprintSha256
  return [
    put(certificates, {
      certificate,
      thumbprint: facts.thumbprint,
      subject: facts.subject,
      not_after: facts.notAfter,
      facts: JSON.stringify(facts),
      der,
      friendly_name: data.friendlyName,
      file_name: data.fileName,
      format: data.format,
      imported_at: importedAt,
      position,
    }),
    put(certificateStates, {
      certificate,
      valid_from: importedAt,
      known_from: position,
      key_state: privateKey === null ? 'neverImported' : 'kept',
      key_ref: privateKey?.ref ?? null,
      retired_at: null,
      compromised_since: null,
      chain: chainText(chain),
    }),
  ]
}

type Later = Recorded<
  'PrivateKeyImported' | 'ChainCompleted' | 'CertificateRetired' | 'CompromiseRecorded' | 'PrivateKeyDestroyed'
>

/** The next version of a state; nothing where the certificate was never imported. */
const changed = (event: Later, rows: Rows, validFrom: string, change: Partial<State>): ReadonlyArray<Change> => {
  const certificate = event.data.thumbprintSha256
  const [last] = rows.find(certificateStates, { equals: { certificate }, orderBy: [['known_from', 'desc']], limit: 1 })
  return last === undefined
    ? []
    : [put(certificateStates, { ...last, ...change, valid_from: validFrom, known_from: event.position })]
}

const on = onlyThese({
  CertificateImported: imported,
  PrivateKeyImported: (event, rows) =>
    changed(event, rows, event.data.importedAt, { key_state: 'kept', key_ref: event.data.privateKey.ref }),
  ChainCompleted: (event, rows) => changed(event, rows, event.data.importedAt, { chain: chainText(event.data.chain) }),
  CertificateRetired: (event, rows) => changed(event, rows, event.data.retiredAt, { retired_at: event.data.retiredAt }),
  CompromiseRecorded: (event, rows) =>
    changed(event, rows, event.data.recordedAt, { compromised_since: event.data.compromisedSince }),
  PrivateKeyDestroyed: (event, rows) =>
    changed(event, rows, event.data.destroyedAt, { key_state: 'destroyed', key_ref: null }),
})

/** Every certificate that was ever imported, and what became of it. */
export const certificateInventory: Projection = {
  name: 'certificate-inventory',
  version: 1,
  tables: [certificates, certificateStates],
  on,
}
