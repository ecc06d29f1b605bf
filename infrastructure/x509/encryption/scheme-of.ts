import { E, pipe } from '../../../application/prelude.js'
import { algorithmIdentifierOf } from '../asn1/algorithm-identifier.js'
import type { Asn1 } from '../asn1/parse-asn1.js'
import type { Budget } from '../budget.js'
import { malformed, orMalformed, unsupported, type Opened } from '../fault.js'
import { algorithmNameOf } from './algorithm-names.js'
import { pbes2SchemeOf } from './pbes2.js'
import { pkcs12SchemeByOid } from './pkcs12-pbe.js'
import { pkcs5SchemeByOid } from './pkcs5-v1.js'
import type { Scheme, Sealed } from './scheme.js'

const PBES2 = '1.2.840.113549.1.5.13'

/** The scheme that an AlgorithmIdentifier names; an algorithm that is not offered is named in the fault. */
const schemeOf = (element: Asn1 | null | undefined, budget: Budget): Opened<Scheme> =>
  pipe(
    orMalformed(algorithmIdentifierOf(element), 'an encryption algorithm is missing'),
    E.chain(({ oid, parameters }) => {
      if (oid === PBES2) return pbes2SchemeOf(parameters, budget)
      const scheme = pkcs12SchemeByOid[oid] ?? pkcs5SchemeByOid[oid]
      return scheme === undefined ? unsupported('encryption', algorithmNameOf(oid)) : scheme(parameters)
    }),
  )

/** An encryption algorithm together with what it encrypted. The ciphertext must be whole blocks. */
export const sealedOf = (
  algorithm: Asn1 | null | undefined,
  ciphertext: Uint8Array | null,
  budget: Budget,
): Opened<Sealed> =>
  pipe(
    schemeOf(algorithm, budget),
    E.chain((scheme) =>
      ciphertext === null || ciphertext.length === 0 || ciphertext.length % scheme.blockBytes !== 0
        ? malformed('an encrypted part is not whole blocks')
        : E.right({ scheme, ciphertext }),
    ),
  )
