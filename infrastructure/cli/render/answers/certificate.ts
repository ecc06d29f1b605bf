import { t } from '../../../../domain/prelude.js'

const text = t.string
const textOrNull = t.union([t.string, t.null])

export const CertificateStatus = t.keyof({
  valid: null,
  expired: null,
  notYetValid: null,
  compromised: null,
  retired: null,
})
export type CertificateStatus = t.TypeOf<typeof CertificateStatus>

/** What a key is, as every answer says it. */
export const KeyShown = t.type({ keyAlgorithm: text, keySize: t.number, keyCurve: textOrNull })
export type KeyShown = t.TypeOf<typeof KeyShown>

/** A certificate, as every answer shows it. */
export const CertificateShown = t.intersection([
  KeyShown,
  t.type({
    thumbprint: text,
    thumbprintSha256: text,
    subject: text,
    issuer: text,
    serialNumber: text,
    notBefore: text,
    notAfter: text,
    alternativeNames: t.readonlyArray(text),
    signatureAlgorithm: text,
    hasPrivateKey: t.boolean,
    friendlyName: textOrNull,
    status: CertificateStatus,
    daysLeft: t.number,
  }),
])
export type CertificateShown = t.TypeOf<typeof CertificateShown>

/** A certificate in a slot. */
export const HeldShown = t.intersection([CertificateShown, t.type({ effectiveDate: text })])
export type HeldShown = t.TypeOf<typeof HeldShown>

const StagedShown = t.intersection([HeldShown, t.type({ rollId: text, scheduledAt: text })])

/** What a slot holds. */
export const SlotShown = t.type({
  type: text,
  identity: text,
  current: t.union([HeldShown, t.null]),
  previous: t.union([HeldShown, t.null]),
  staged: t.union([StagedShown, t.null]),
})
export type SlotShown = t.TypeOf<typeof SlotShown>

/** A place that holds a certificate. */
export const UseShown = t.type({
  type: text,
  identity: text,
  as: t.keyof({ current: null, previous: null, staged: null }),
})
export type UseShown = t.TypeOf<typeof UseShown>
