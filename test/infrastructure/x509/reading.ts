import type { CertificateReadError } from '../../../application/ports/certificate-reader.js'
import { E, type Either } from '../../../application/prelude.js'
import { parseThumbprint, type Thumbprint, type ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { readFile } from '../../../infrastructure/x509/read-file.js'
import { defaultReadLimits, type ReadLimits } from '../../../infrastructure/x509/read-limits.js'
import type { SelectedCertificate } from '../../../infrastructure/x509/selection/select-certificate.js'

export type Answer = Either<CertificateReadError, SelectedCertificate>

type Options = { readonly thumbprint?: string } & Partial<ReadLimits>

export const thumbprintOf = (text: string): Thumbprint | ThumbprintSha256 =>
  E.getOrElseW(() => { throw new Error(`${text} is no thumbprint`) })(parseThumbprint(text))

/** Reads in this thread, as the worker does. */
export const readHere = (bytes: Uint8Array, password: string | null, options: Options = {}): Answer => {
  const { thumbprint, ...limits } = options
  return readFile(
    {
      bytes,
      password: password === null ? null : new TextEncoder().encode(password),
      thumbprint: thumbprint === undefined ? null : thumbprintOf(thumbprint),
    },
    { ...defaultReadLimits, ...limits },
  )
}

/** What was read, or the test fails with the refusal. */
export const readOf = <A>(answer: Either<CertificateReadError, A>): A =>
  E.getOrElseW((refusal) => { throw new Error(`refused: ${JSON.stringify(refusal)}`) })(answer)

/** The refusal, or the test fails because the file opened. */
export const refusalOf = (answer: Either<CertificateReadError, unknown>): CertificateReadError => {
  if (E.isRight(answer)) throw new Error('the file was opened')
  return answer.left
}
