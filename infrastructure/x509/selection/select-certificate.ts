import type { CertificateReadError, ReadCertificate } from '../../../application/ports/certificate-reader.js'
import { E, pipe, type Either } from '../../../application/prelude.js'
import type { Thumbprint, ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { factsOfCertificate } from '../certificate/facts-of-certificate.js'
import { heldCertificateOf, type HeldCertificate } from '../certificate/held-certificate.js'
import type { Contents, FoundKey } from '../contents.js'
import type { Fault, Opened } from '../fault.js'
import { chainOf } from './chain.js'
import { choose } from './choose.js'
import { paired, type PairedCertificate } from './pair.js'

/** What was read, with the key as plain bytes: the form in which it crosses from worker to reader. */
export type SelectedCertificate = Omit<ReadCertificate, 'privateKey'> & { readonly privateKey: Uint8Array | null }

const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64')

const isFirstOfItsKind = (
  { held }: PairedCertificate,
  at: number,
  all: ReadonlyArray<PairedCertificate>,
): boolean => all.findIndex((other) => other.held.thumbprintSha256 === held.thumbprintSha256) === at

const withoutRepeats = (privateKeys: ReadonlyArray<FoundKey>): ReadonlyArray<FoundKey> =>
  privateKeys.filter(
    (found, at) => privateKeys.findIndex((other) => other.privateKey.equals(found.privateKey)) === at,
  )

const chainFactsOf = (chain: ReadonlyArray<HeldCertificate>): Opened<ReadCertificate['chain']> =>
  pipe(
    chain,
    E.traverseArray((held) => pipe(factsOfCertificate(held), E.map((facts) => ({ facts, der: base64(held.der) })))),
  )

const describe = (
  { held, privateKey, friendlyName }: PairedCertificate,
  certificates: ReadonlyArray<PairedCertificate>,
  format: Contents['format'],
): Opened<SelectedCertificate> =>
  pipe(
    E.Do,
    E.bind('facts', () => factsOfCertificate(held)),
    E.bind('chain', () => chainFactsOf(chainOf(held, certificates.map((other) => other.held)))),
    E.map(({ facts, chain }) => ({
      facts,
      der: base64(held.der),
      chain,
      privateKey: privateKey === null ? null : privateKey.export({ type: 'pkcs8', format: 'der' }),
      format,
      friendlyName,
    })),
  )

/** From all that a file held, the certificate meant with key and chain. Repeated certificates and keys count once. */
export const selectCertificate = (
  contents: Contents,
  thumbprint: Thumbprint | ThumbprintSha256 | null,
): Either<Fault | CertificateReadError, SelectedCertificate> => {
  const privateKeys = withoutRepeats(contents.privateKeys)
  return pipe(
    contents.certificates,
    E.traverseArray(({ der, friendlyName }) =>
      pipe(heldCertificateOf(der), E.map((held) => paired(held, friendlyName, privateKeys))),
    ),
    E.map((all) => all.filter(isFirstOfItsKind)),
    E.bindTo('certificates'),
    E.chainW(({ certificates }) =>
      pipe(
        choose({
          format: contents.format,
          thumbprint,
          certificates,
          privateKeys: privateKeys.map(({ privateKey }) => privateKey),
        }),
        E.chainW((chosen) => describe(chosen, certificates, contents.format)),
      ),
    ),
  )
}
