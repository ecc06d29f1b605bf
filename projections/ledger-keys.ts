import { onlyThese, put, type Projection } from './projection.js'
import { table } from './table.js'

/** The keys that the ledger itself signs with, and where they are kept. */
export const ledgerKeys = table({
  name: 'ledger_keys',
  columns: { position: 'integer', ref: 'text', public_key: 'text', ledger: 'text' },
  primaryKey: ['position'],
  indexes: [],
})

const on = onlyThese({
  SigningKeyCreated: ({ data, position }) => [
    put(ledgerKeys, { position, ref: data.ref, public_key: data.publicKey, ledger: data.ledger }),
  ],
})

/** What the ledger signs with: its vault entry belongs to no certificate. */
export const ledgerKeysProjection: Projection = { name: 'ledger-keys', version: 1, tables: [ledgerKeys], on }
