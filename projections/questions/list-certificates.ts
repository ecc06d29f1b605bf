import { flagField } from '../../domain/input/fields.js'
import { E } from '../../domain/prelude.js'
import { certificates } from '../certificate-inventory.js'
import { standingAt } from '../certificate-standing.js'
import type { Rows } from '../rows.js'
import { slotsAt, type SlotAt } from '../slots-at.js'
import type { Moment } from '../time.js'
import { viewOf, type CertificateView } from '../views.js'
import { question } from './question.js'

/** A place that holds a certificate at the moment. */
export type UseView = {
  readonly type: string
  readonly identity: string
  readonly as: 'current' | 'previous' | 'staged'
}

export type InventoryView = CertificateView & {
  readonly importedAt: string
  readonly fileName: string | null
  readonly uses: ReadonlyArray<UseView>
}

const useIn =
  (as: UseView['as']) =>
  ({ role, scope, value }: SlotAt): ReadonlyArray<readonly [string, UseView]> => {
    const certificate = value[as]?.certificate
    return certificate === undefined ? [] : [[certificate, { type: role, identity: scope, as }]]
  }

/** Where each certificate stands. */
const usesIn = (slots: ReadonlyArray<SlotAt>): ReadonlyMap<string, ReadonlyArray<UseView>> => {
  const uses = new Map<string, Array<UseView>>()
  for (const [certificate, use] of [
    ...slots.flatMap(useIn('current')),
    ...slots.flatMap(useIn('staged')),
    ...slots.flatMap(useIn('previous')),
  ]) {
    const known = uses.get(certificate)
    if (known === undefined) uses.set(certificate, [use])
    else known.push(use)
  }
  return uses
}

/** Every certificate that had been imported by a moment, or stood in a slot then; the first to expire first. */
export const inventoryAt = (
  rows: Rows,
  moment: Moment,
  slots: ReadonlyArray<SlotAt> = slotsAt(rows, moment),
): ReadonlyArray<InventoryView> => {
  const uses = usesIn(slots)
  return rows
    .find(certificates, {
      atMost: { position: moment.knownAt },
      orderBy: [
        ['not_after', 'asc'],
        ['certificate', 'asc'],
      ],
    })
    .flatMap((row) => {
      const { certificate, imported_at, file_name } = row
      const used = uses.get(certificate) ?? []
      const standing = standingAt(rows, certificate, moment)
      if (standing === undefined || (used.length === 0 && !standing.isImported)) return []
      const view = viewOf(row, standing, moment)
      return view === undefined ? [] : [{ ...view, importedAt: imported_at, fileName: file_name, uses: used }]
    })
}

/**
 * Every certificate that the ledger knew, with algorithm, expiry, issuer and where it stood. Source: AUDIT 9,
 * question 7.
 */
export const listCertificates = question({
  name: 'ListCertificates',
  summary: 'List every certificate that was imported, with its place, key and expiry',
  right: 'ask',
  fields: {
    unused: flagField('only those that stand in no slot'),
    withKey: flagField('only those whose private key is kept'),
  },
  answer: (rows, { unused, withKey }, moment) =>
    E.right({
      certificates: inventoryAt(rows, moment).filter(
        ({ uses, hasPrivateKey }) => (!unused || uses.length === 0) && (!withKey || hasPrivateKey),
      ),
    }),
})
