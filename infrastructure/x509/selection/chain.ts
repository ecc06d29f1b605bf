import type { HeldCertificate } from '../certificate/held-certificate.js'
import { isIssuedBy } from '../certificate/issued-by.js'

const laterNotAfterFirst = (a: HeldCertificate, b: HeldCertificate): number =>
  b.x509.validToDate.getTime() - a.x509.validToDate.getTime()

/**
 * The issuers of `leaf` among `others`, in order, each having signed the one before. Where several did (a renewed or
 * cross-signed authority), the one that expires last is taken. It ends where no issuer is found; none is in it twice.
 */
export const chainOf = (
  leaf: HeldCertificate,
  others: ReadonlyArray<HeldCertificate>,
): ReadonlyArray<HeldCertificate> => {
  const [issuer] = others
    .filter((candidate) => candidate !== leaf && isIssuedBy(leaf, candidate))
    .toSorted(laterNotAfterFirst)
  return issuer === undefined
    ? []
    : [issuer, ...chainOf(issuer, others.filter((other) => other !== issuer && other !== leaf))]
}
