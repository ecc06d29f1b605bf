import { CertificateFacts } from '../domain/certificate/facts.js'
import type { Placement, Staged } from '../domain/assignment/timeline.js'
import { E } from '../domain/prelude.js'
import type { KeyAlgorithm } from '../domain/values/key-algorithm.js'
import { certificates, certificateStates } from './certificate-inventory.js'
import type { Rows } from './rows.js'
import type { SlotAt } from './slots-at.js'
import type { RowOf } from './table.js'
import { daysBetween, type Moment } from './time.js'
import { versionAt } from './versions.js'

/** How a certificate stands at a moment. Source: FIELD 6.3. */
export type CertificateStatus = 'valid' | 'expired' | 'notYetValid' | 'compromised' | 'retired'

/** A certificate as every answer shows it. */
export type CertificateView = {
  readonly thumbprint: string
  readonly thumbprintSha256: string
  readonly subject: string
  readonly issuer: string
  readonly serialNumber: string
  readonly notBefore: string
  readonly notAfter: string
  readonly alternativeNames: ReadonlyArray<string>
  readonly keyAlgorithm: KeyAlgorithm
  readonly keySize: number
  readonly keyCurve: string | null
  readonly signatureAlgorithm: string
  readonly hasPrivateKey: boolean
  readonly friendlyName: string | null
  readonly status: CertificateStatus
  /** Whole days until notAfter; negative once it has passed. */
  readonly daysLeft: number
}

/** A certificate in a slot: since when it stands there, or for a staged one from when on. */
export type HeldView = CertificateView & { readonly effectiveDate: string }
export type StagedView = HeldView & { readonly rollId: string; readonly scheduledAt: string }

export type SlotView = {
  readonly type: string
  readonly identity: string
  readonly current: HeldView | null
  readonly previous: HeldView | null
  readonly staged: StagedView | null
}

type CertificateRow = RowOf<typeof certificates>
export type StateRow = RowOf<typeof certificateStates>

const factsOf = ({ facts }: CertificateRow): CertificateFacts | undefined => {
  const decoded = CertificateFacts.decode(JSON.parse(facts))
  return E.isRight(decoded) ? decoded.right : undefined
}

/**
 * Compromise reaches back: what is known of it by the moment counts from `compromisedSince` on, whenever it was
 * recorded.
 */
export const compromisedSince = (rows: Rows, certificate: string, { validAt, knownAt }: Moment): string | null => {
  const [latest] = rows.find(certificateStates, {
    equals: { certificate },
    atMost: { known_from: knownAt },
    orderBy: [['known_from', 'desc']],
    limit: 1,
  })
  const since = latest?.compromised_since ?? null
  return since !== null && since <= validAt ? since : null
}

const statusOf = (
  rows: Rows,
  { certificate }: CertificateRow,
  state: StateRow,
  facts: CertificateFacts,
  moment: Moment,
): CertificateStatus => {
  const { validAt } = moment
  if (compromisedSince(rows, certificate, moment) !== null) return 'compromised'
  if (facts.notAfter <= validAt) return 'expired'
  if (validAt < facts.notBefore) return 'notYetValid'
  return state.retired_at === null ? 'valid' : 'retired'
}

/** The earliest state that is known by the position: for a moment before the import, when the ledger kept no key. */
const earliestState = (rows: Rows, certificate: string, { knownAt }: Moment): StateRow | undefined => {
  const [earliest] = rows.find(certificateStates, {
    equals: { certificate },
    atMost: { known_from: knownAt },
    orderBy: [['known_from', 'asc']],
    limit: 1,
  })
  return earliest === undefined ? undefined : { ...earliest, key_state: 'neverImported', key_ref: null }
}

/**
 * What had become of a certificate by a moment; undefined where nothing is known of it. A certificate existed before it
 * was imported: a correction may place it in the past.
 */
export const stateAt = (rows: Rows, certificate: string, moment: Moment): StateRow | undefined =>
  versionAt(rows, certificateStates, { certificate }, moment) ?? earliestState(rows, certificate, moment)

/** True where a certificate had been imported by a moment. */
export const isImportedBy = (rows: Rows, certificate: string, moment: Moment): boolean =>
  versionAt(rows, certificateStates, { certificate }, moment) !== undefined

/** A certificate's view from its row and state. */
export const viewOf = (
  rows: Rows,
  row: CertificateRow,
  state: StateRow,
  moment: Moment,
): CertificateView | undefined => {
  const facts = factsOf(row)
  if (facts === undefined) return undefined
  const { thumbprint, thumbprintSha256, subject, issuer, serialNumber, notBefore, notAfter } = facts
  const { keyAlgorithm, keySize, keyCurve, signatureAlgorithm } = facts
  return {
    thumbprint,
    thumbprintSha256,
    subject,
    issuer,
    serialNumber,
    notBefore,
    notAfter,
    alternativeNames: facts.alternativeNames.map(({ value }) => value),
    keyAlgorithm,
    keySize,
    keyCurve,
    signatureAlgorithm,
    hasPrivateKey: state.key_state === 'kept',
    friendlyName: row.friendly_name,
    status: statusOf(rows, row, state, facts, moment),
    daysLeft: daysBetween(moment.validAt, notAfter),
  }
}

/** A certificate as it stood at a moment; undefined where nothing was known of it. */
export const certificateAt = (rows: Rows, certificate: string, moment: Moment): CertificateView | undefined => {
  const [row] = rows.find(certificates, { equals: { certificate }, limit: 1 })
  const state = stateAt(rows, certificate, moment)
  return row === undefined || state === undefined ? undefined : viewOf(rows, row, state, moment)
}

const held = (rows: Rows, placed: Placement | null, moment: Moment): HeldView | null => {
  const view = placed === null ? undefined : certificateAt(rows, placed.certificate, moment)
  return placed === null || view === undefined ? null : { ...view, effectiveDate: placed.since }
}

const stagedView = (rows: Rows, staged: Staged | null, moment: Moment): StagedView | null => {
  const view = staged === null ? undefined : certificateAt(rows, staged.certificate, moment)
  if (staged === null || view === undefined) return null
  return { ...view, effectiveDate: staged.effectiveAt, rollId: staged.rollId, scheduledAt: staged.scheduledAt }
}

/** A slot with its certificates written out. */
export const slotView = (rows: Rows, { role, scope, value }: SlotAt, moment: Moment): SlotView => ({
  type: role,
  identity: scope,
  current: held(rows, value.current, moment),
  previous: held(rows, value.previous, moment),
  staged: stagedView(rows, value.staged, moment),
})
