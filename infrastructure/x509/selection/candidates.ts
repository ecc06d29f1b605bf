import type { Candidate, CertificateReadError } from '../../../application/ports/certificate-reader.js'
import { E, pipe, type Either } from '../../../application/prelude.js'
import { factsOfCertificate } from '../certificate/facts-of-certificate.js'
import type { Fault } from '../fault.js'
import type { PairedCertificate } from './pair.js'

const candidateOf = ({ held, privateKey }: PairedCertificate): Either<Fault, Candidate> =>
  pipe(
    factsOfCertificate(held),
    E.map(({ thumbprint, subject }) => ({ thumbprint, subject, hasPrivateKey: privateKey !== null })),
  )

/** The certificates that could have been meant, as a refusal lists them, in the file's order. */
export const candidatesOf: (certificates: ReadonlyArray<PairedCertificate>) => Either<Fault, ReadonlyArray<Candidate>> =
  E.traverseArray(candidateOf)

/** A refusal that lists candidates. */
export const refusedWith = <Refusal extends CertificateReadError>(
  certificates: ReadonlyArray<PairedCertificate>,
  refusal: (candidates: ReadonlyArray<Candidate>) => Refusal,
): Either<Fault | Refusal, never> =>
  pipe(candidatesOf(certificates), E.chainW((candidates) => E.left(refusal(candidates))))
