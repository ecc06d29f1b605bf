import { cell, type Cell } from '../layout/block.js'
import type { Tone } from '../layout/tone.js'
import type { CertificateShown, CertificateStatus, KeyShown, UseShown } from '../answers/certificate.js'

const statuses: Readonly<Record<CertificateStatus, readonly [string, Tone]>> = {
  valid: ['valid', 'good'],
  expired: ['expired', 'critical'],
  notYetValid: ['not yet valid', 'warning'],
  compromised: ['compromised', 'critical'],
  retired: ['retired', 'warning'],
}

/** How a certificate stands, in words and colour: red below 30 days, yellow below 60. Source: FIELD 6.3. */
export const statusCell = ({ status, daysLeft }: Pick<CertificateShown, 'status' | 'daysLeft'>): Cell => {
  if (status === 'valid' && daysLeft < 30) return cell('valid, under 30 days', 'critical')
  if (status === 'valid' && daysLeft < 60) return cell('valid, under 60 days', 'warning')
  return cell(...statuses[status])
}

/** What a key is: `RSA 2048`, `EC P-256`, `Ed25519`. */
export const keyWords = ({ keyAlgorithm, keySize, keyCurve }: KeyShown): string => {
  if (keyCurve !== null) return `${keyAlgorithm} ${keyCurve}`
  return keySize > 0 ? `${keyAlgorithm} ${keySize}` : keyAlgorithm
}

/** As keyWords; that the private key is not kept is said. */
export const keyCell = (certificate: KeyShown & { readonly hasPrivateKey: boolean }): Cell =>
  certificate.hasPrivateKey
    ? cell(keyWords(certificate))
    : cell(`${keyWords(certificate)}, no private key`, 'warning')

const SHOWN_NAMES = 3

/** Alternative names: in a narrow table the first three, and how many more there are and how to see them. */
export const namesCell = (names: ReadonlyArray<string>, isWide: boolean): Cell => {
  const more = names.length - SHOWN_NAMES
  if (isWide || more <= 0) return cell(names.join(', '))
  return cell(`${names.slice(0, SHOWN_NAMES).join(', ')}, +${more} more (-o wide)`)
}

/** The slots that hold a certificate: `current of OAuthTokenIssuer@global`. */
export const usesCell = (uses: ReadonlyArray<UseShown>): Cell =>
  cell(uses.map(({ type, identity, as }) => `${as} of ${type}@${identity}`).join(', '))
