import type { Position } from '../domain/values/position.js'
import { ThumbprintSha256, type Thumbprint } from '../domain/values/thumbprint.js'
import { certificates } from './certificate-inventory.js'
import type { Rows } from './rows.js'

/** The certificates of a thumbprint, SHA-1 or SHA-256, that were imported up to a position: none where none was. */
export const certificatesNamed = (
  rows: Rows,
  thumbprint: Thumbprint | ThumbprintSha256,
  knownAt: Position,
): ReadonlyArray<ThumbprintSha256> => {
  const equals = ThumbprintSha256.is(thumbprint) ? { certificate: thumbprint } : { thumbprint }
  return rows
    .find(certificates, { equals, atMost: { position: knownAt } })
    .map(({ certificate }) => certificate)
    .filter(ThumbprintSha256.is)
}
