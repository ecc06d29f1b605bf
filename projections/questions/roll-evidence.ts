import { optional } from '../../domain/input/field.js'
import { identityField, roleField } from '../../domain/input/fields.js'
import { E } from '../../domain/prelude.js'
import { isProof, rollEvidenceAt, type RollEvidence, type Witness } from '../roll-evidence.js'
import type { CertificateView } from '../views.js'
import { certificatesAt } from '../views.js'
import { question } from './question.js'

/** A front end on which a staged certificate was proved, or not yet. */
export type WitnessView = {
  readonly fqdn: string
  readonly proved: boolean
  readonly provedAt: string | null
  /** noAgent, notRequested, or how far the delivery came. */
  readonly state: string
  /** Since when it is awaited: when its delivery was asked for, at the latest when the roll was planned. */
  readonly since: string
}

/** A staged roll, and which front ends proved its certificate before its date. */
export type RollEvidenceView = {
  readonly rollId: string
  readonly type: string
  readonly identity: string
  readonly thumbprint: string
  readonly subject: string
  readonly effectiveDate: string
  readonly verdict: RollEvidence['verdict']
  readonly policy: { readonly unproved: string; readonly marginMs: number }
  /** From when on the roll counts as late, and the policy is applied. */
  readonly decidedAt: string
  readonly frontEnds: ReadonlyArray<WitnessView>
}

const stateOf = ({ replica, delivery }: Witness): string => {
  if (delivery !== null && delivery.state === 'proved') return 'proved'
  return replica.agent === null ? 'noAgent' : (delivery?.state ?? 'notRequested')
}

const witnessView = (scheduledAt: string) => (witness: Witness): WitnessView => ({
  fqdn: witness.replica.fqdn,
  proved: isProof(witness),
  provedAt: isProof(witness) ? (witness.delivery?.proved_at ?? null) : null,
  state: stateOf(witness),
  since: witness.delivery?.requested_at ?? scheduledAt,
})

const viewOf = (look: (certificate: string) => CertificateView | undefined) =>
  ({ slot, staged, policy, decidedAt, witnesses, verdict }: RollEvidence): RollEvidenceView => {
    const certificate = look(staged.certificate)
    return {
      rollId: staged.rollId,
      type: slot.role,
      identity: slot.scope,
      thumbprint: certificate?.thumbprint ?? staged.certificate,
      subject: certificate?.subject ?? '',
      effectiveDate: staged.effectiveAt,
      verdict,
      policy,
      decidedAt,
      frontEnds: witnesses.map(witnessView(staged.scheduledAt)),
    }
  }

/** Which front ends have proved a staged certificate before its date. */
export const rollEvidence = question({
  name: 'RollEvidence',
  summary: 'Show for each staged roll which front ends have proved its certificate, and which have not',
  right: 'ask',
  fields: { type: optional(roleField), identity: optional(identityField) },
  answer: (rows, { type, identity }, moment) => {
    const meant = { ...(type === null ? {} : { role: type }), ...(identity === null ? {} : { scope: identity }) }
    return E.right({ rolls: rollEvidenceAt(rows, moment, meant).map(viewOf(certificatesAt(rows, moment))) })
  },
})
