import { E, pipe } from '../../../application/prelude.js'
import { parseAsn1, type Asn1 } from './parse-asn1.js'
import type { Budget } from '../budget.js'
import { limitExceeded, malformed, type Opened } from '../fault.js'

/** The ASN.1 element that bytes hold; `detail` names what was expected there. Too many levels are a limit exceeded. */
export const elementOf = (bytes: Uint8Array, detail: string, { limits }: Budget): Opened<Asn1> =>
  pipe(
    parseAsn1(bytes, limits.nesting),
    E.map(({ element }) => element),
    E.orElseW((fault) =>
      fault === 'too deep' ? limitExceeded('nesting', limits.nesting, null) : malformed(detail),
    ),
  )
