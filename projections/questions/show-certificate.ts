import { thumbprintField } from '../../domain/input/fields.js'
import { E, t } from '../../domain/prelude.js'
import { certificates } from '../certificate-inventory.js'
import { certificatesNamed } from '../certificates-named.js'
import { certificateAt, compromisedSince, stateAt } from '../views.js'
import { usesAt } from './list-certificates.js'
import { question } from './question.js'

const Chain = t.readonlyArray(
  t.readonly(t.type({ thumbprint: t.string, subject: t.string, notAfter: t.string, isSelfSigned: t.boolean })),
)

/** One certificate with its chain, the state of its key, the slots that hold it, and its PEM. */
export const showCertificate = question({
  name: 'ShowCertificate',
  summary: 'Show one certificate: its facts, chain, key, and the slots that hold it',
  fields: { thumbprint: thumbprintField },
  answer: (rows, { thumbprint }, moment) => {
    const uses = usesAt(rows, moment)
    const found = certificatesNamed(rows, thumbprint, moment.knownAt).flatMap((certificate) => {
      const view = certificateAt(rows, certificate, moment)
      const state = stateAt(rows, certificate, moment)
      const [row] = rows.find(certificates, { equals: { certificate }, limit: 1 })
      if (view === undefined || state === undefined || row === undefined) return []
      const chain: unknown = JSON.parse(state.chain)
      return [
        {
          ...view,
          keyState: state.key_state,
          retiredAt: state.retired_at,
          compromisedSince: compromisedSince(rows, certificate, moment),
          importedAt: row.imported_at,
          importedFrom: { format: row.format, fileName: row.file_name },
          chain: Chain.is(chain) ? chain : [],
          uses: uses.get(certificate) ?? [],
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
