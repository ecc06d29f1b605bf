import { thumbprintField } from '../../domain/input/fields.js'
import { E, t } from '../../domain/prelude.js'
import { certificates } from '../certificate-inventory.js'
import { standingAt } from '../certificate-standing.js'
import { certificatesNamed } from '../certificates-named.js'
import type { Rows } from '../rows.js'
import { placesOf } from '../slots-at.js'
import type { Moment } from '../time.js'
import { viewOf } from '../views.js'
import type { UseView } from './list-certificates.js'
import { question } from './question.js'

const Chain = t.readonlyArray(
  t.readonly(t.type({ thumbprint: t.string, subject: t.string, notAfter: t.string, isSelfSigned: t.boolean })),
)

/** Where a certificate stands, what is current first. */
const usesOf = (rows: Rows, certificate: string, moment: Moment): ReadonlyArray<UseView> => {
  const places = placesOf(rows, certificate, moment)
  return (['current', 'staged', 'previous'] as const).flatMap((as) =>
    places
      .filter((place) => place.as === as)
      .map(({ found: { role, scope } }) => ({ type: role, identity: scope, as })))
}

/** One certificate with its chain, the state of its key, the slots that hold it, and its PEM. */
export const showCertificate = question({
  name: 'ShowCertificate',
  summary: 'Show one certificate: its facts, chain, key, and the slots that hold it',
  right: 'ask',
  fields: { thumbprint: thumbprintField },
  answer: (rows, { thumbprint }, moment) => {
    const found = certificatesNamed(rows, thumbprint, moment.knownAt).flatMap((certificate) => {
      const [row] = rows.find(certificates, { equals: { certificate }, limit: 1 })
      const standing = standingAt(rows, certificate, moment)
      if (row === undefined || standing === undefined) return []
      const view = viewOf(row, standing, moment)
      if (view === undefined) return []
      const { state, compromisedSince } = standing
      const chain: unknown = JSON.parse(state.chain)
      return [
        {
          ...view,
          keyState: state.key_state,
          retiredAt: state.retired_at,
          compromisedSince,
          importedAt: row.imported_at,
          importedFrom: { format: row.format, fileName: row.file_name },
          chain: Chain.is(chain) ? chain : [],
          uses: usesOf(rows, certificate, moment),
          der: row.der,
        },
      ]
    })
    const [certificate] = found
    return certificate === undefined
      ? E.left({ _tag: 'CertificateNotKnownThen', thumbprint })
      : E.right({ certificate })
  },
})
