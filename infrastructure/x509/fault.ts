import type { CertificateReadError, Format } from '../../application/ports/certificate-reader.js'
import { E, type Either } from '../../application/prelude.js'

type ReadError<Tag extends CertificateReadError['_tag']> = Extract<CertificateReadError, { readonly _tag: Tag }>

/** What went wrong while opening, before it is known in which format: the steps that formats share speak of faults. */
export type Fault =
  /** `detail` is a fixed phrase, never text of the file. */
  | { readonly _tag: 'Malformed'; readonly detail: string }
  | { readonly _tag: 'PasswordFails'; readonly given: boolean }
  | ReadError<'UnsupportedAlgorithm'>
  | ReadError<'LimitExceeded'>

/** A step of opening: its result, or the fault that ended it. */
export type Opened<A> = Either<Fault, A>

/** The bytes do not have the form that their format demands; `detail` is a fixed phrase. */
export const malformed = (detail: string): Either<Fault, never> => E.left({ _tag: 'Malformed', detail })

/** `value`, or a malformed file where a reader of shapes found none. */
export const orMalformed = <A>(value: A | null | undefined, detail: string): Opened<A> =>
  value === null || value === undefined ? malformed(detail) : E.right(value)

/** The file asks for an algorithm that cannot be offered: its common name where there is one, else its OID. */
export const unsupported = (
  purpose: ReadError<'UnsupportedAlgorithm'>['purpose'],
  algorithm: string,
): Either<Fault, never> => E.left({ _tag: 'UnsupportedAlgorithm', purpose, algorithm })

/** The file asks for more than it may; `found` is null where counting stopped at the limit. */
export const limitExceeded = (
  limit: ReadError<'LimitExceeded'>['limit'],
  allowed: number,
  found: number | null,
): Either<Fault, never> => E.left({ _tag: 'LimitExceeded', limit, allowed, found })

/** The refusal that a fault means for a file of `format`; what is a refusal already stays as it is. */
export const refusalOf = (format: Format) => (fault: Fault | CertificateReadError): CertificateReadError => {
  if (fault._tag === 'Malformed') return { _tag: 'FileCorrupt', format, detail: fault.detail }
  if (fault._tag !== 'PasswordFails') return fault
  return fault.given ? { _tag: 'WrongPassword', format } : { _tag: 'PasswordRequired', format }
}
