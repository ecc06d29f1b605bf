import type { Either } from '../../../application/prelude.js'
import type { CertificateFacts } from '../../../domain/certificate/facts.js'

/** Reads what a certificate in DER says of itself, as the ledger does. */
export type FactsOfDer = (der: Uint8Array) => Either<unknown, CertificateFacts>
