import { CertificateFacts } from '../domain/certificate/facts.js'
import type { Placement, Staged } from '../domain/assignment/timeline.js'
import type { KeyAlgorithm } from '../domain/values/key-algorithm.js'
import { certificates } from './certificate-inventory.js'
import { standingAt, type Standing } from './certificate-standing.js'
import type { Rows } from './rows.js'
import type { SlotAt } from './slots-at.js'
import type { RowOf } from './table.js'
import { daysBetween, type Moment } from './time.js'

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

const factsOf = ({ facts }: CertificateRow): CertificateFacts | undefined => {
  const parsed: unknown = JSON.parse(facts)
  return CertificateFacts.is(parsed) ? parsed : undefined
}

const statusOf = (
  { state, compromisedSince }: Standing,
  { notBefore, notAfter }: CertificateFacts,
  { validAt }: Moment,
): CertificateStatus => {
  if (compromisedSince !== null) return 'compromised'
  if (notAfter <= validAt) return 'expired'
  if (validAt < notBefore) return 'notYetValid'
  return state.retired_at === null ? 'valid' : 'retired'
}

/** A certificate's view from its row and what had become of it. */
export const viewOf = (row: CertificateRow, standing: Standing, moment: Moment): CertificateView | undefined => {
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
    hasPrivateKey: standing.state.key_state === 'kept',
    friendlyName: row.friendly_name,
    status: statusOf(standing, facts, moment),
    daysLeft: daysBetween(moment.validAt, notAfter),
  }
}

/** A certificate as it stood at a moment; undefined where nothing was known of it. */
export const certificateAt = (rows: Rows, certificate: string, moment: Moment): CertificateView | undefined => {
  const [row] = rows.find(certificates, { equals: { certificate }, limit: 1 })
  const standing = row === undefined ? undefined : standingAt(rows, certificate, moment)
  return row === undefined || standing === undefined ? undefined : viewOf(row, standing, moment)
}

type Look = (certificate: string) => CertificateView | undefined

/** certificateAt for one moment, for answers that name a certificate many times: each is looked up once. */
export const certificatesAt = (rows: Rows, moment: Moment): Look => {
  const seen = new Map<string, CertificateView | undefined>()
  return (certificate) => {
    if (!seen.has(certificate)) seen.set(certificate, certificateAt(rows, certificate, moment))
    return seen.get(certificate)
  }
}

const held = (look: Look, placed: Placement | null): HeldView | null => {
  const view = placed === null ? undefined : look(placed.certificate)
  return placed === null || view === undefined ? null : { ...view, effectiveDate: placed.since }
}

const stagedView = (look: Look, staged: Staged | null): StagedView | null => {
  const view = staged === null ? undefined : look(staged.certificate)
  if (staged === null || view === undefined) return null
  return { ...view, effectiveDate: staged.effectiveAt, rollId: staged.rollId, scheduledAt: staged.scheduledAt }
}

const viewWith = (look: Look) => ({ role, scope, value }: SlotAt): SlotView => ({
  type: role,
  identity: scope,
  current: held(look, value.current),
  previous: held(look, value.previous),
  staged: stagedView(look, value.staged),
})

/** A slot with its certificates written out. */
export const slotView = (rows: Rows, slot: SlotAt, moment: Moment): SlotView =>
  viewWith(certificatesAt(rows, moment))(slot)

/** Slots with their certificates written out. */
export const slotViews = (rows: Rows, slots: ReadonlyArray<SlotAt>, moment: Moment): ReadonlyArray<SlotView> =>
  slots.map(viewWith(certificatesAt(rows, moment)))
