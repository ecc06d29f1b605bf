import type { CertificateReadError, Format } from '../../application/ports/certificate-reader.js'
import { E, pipe, type Either } from '../../application/prelude.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import { elementOf } from './asn1/element-of.js'
import { budgetOf, type Budget } from './budget.js'
import type { Contents } from './contents.js'
import { passwordReadingsOf, type PasswordReadings } from './encryption/password-readings.js'
import { limitExceeded, malformed, refusalOf, type Opened } from './fault.js'
import { openPem } from './pem/open-pem.js'
import { pemBlocksOf, type PemBlock } from './pem/pem-blocks.js'
import { pemKindOf } from './pem/pem-kind.js'
import { refusalWithoutCertificate } from './pem/pem-summary.js'
import { openPfx } from './pkcs12/open-pfx.js'
import type { ReadLimits } from './read-limits.js'
import type { FileKind } from './recognition/file-kind.js'
import { recognise } from './recognition/recognise.js'
import { selectCertificate, type SelectedCertificate } from './selection/select-certificate.js'

/** A request as the worker sees it. `password` is UTF-8, null where none was given. */
export type FileRequest = {
  readonly bytes: Uint8Array
  readonly password: Uint8Array | null
  readonly thumbprint: Thumbprint | ThumbprintSha256 | null
}

type FileAnswer = Either<CertificateReadError, SelectedCertificate>

type Reading = Pick<FileRequest, 'bytes' | 'thumbprint'> & {
  readonly password: PasswordReadings
  readonly budget: Budget
}

const selected = (format: Format, opened: Opened<Contents>, { thumbprint }: Reading): FileAnswer =>
  pipe(
    opened,
    E.chainW((contents) => selectCertificate(contents, thumbprint)),
    E.mapLeft(refusalOf(format)),
  )

const pfxBlockOf = (blocks: ReadonlyArray<PemBlock>): Uint8Array | null =>
  blocks.find(({ label }) => pemKindOf(label)._tag === 'Pfx')?.bytes ?? null

const readPemBlocks = (blocks: ReadonlyArray<PemBlock>, reading: Reading): FileAnswer => {
  const { password, budget } = reading
  const pfx = pfxBlockOf(blocks)
  if (blocks.some(({ label }) => pemKindOf(label)._tag === 'Certificate')) {
    const contents = pipe(openPem(blocks, password, budget), E.map((found) => ({ format: 'PEM' as const, ...found })))
    return selected('PEM', contents, reading)
  }
  if (pfx === null) return E.left(refusalWithoutCertificate(blocks))
  const opened = pipe(
    elementOf(pfx, 'the contents are malformed', budget),
    E.chain((element) => openPfx(element, password, budget)),
  )
  return selected('PKCS#12', opened, reading)
}

const readKind = (kind: FileKind, reading: Reading): FileAnswer => {
  const { bytes, password, budget } = reading
  switch (kind._tag) {
    case 'Pfx':
      return selected('PKCS#12', openPfx(kind.element, password, budget), reading)
    case 'Certificate':
      return selected(
        'DER',
        E.right({ format: 'DER', certificates: [{ der: bytes, friendlyName: null }], privateKeys: [] }),
        reading,
      )
    case 'Pem':
      return pipe(
        pemBlocksOf(kind.text, budget),
        E.mapLeft(refusalOf('PEM')),
        E.chain((blocks) => readPemBlocks(blocks, reading)),
      )
    case 'PrivateKeyOnly':
      return E.left({ _tag: 'NoCertificate', format: 'DER', keys: 1 })
    case 'Other':
      return E.left({ _tag: 'NotACertificateFile', looksLike: kind.looksLike })
    case 'Broken':
      return pipe(
        kind.fault === 'too deep'
          ? limitExceeded('nesting', budget.limits.nesting, null)
          : malformed('the file is cut short or garbled'),
        E.mapLeft(refusalOf(kind.format)),
      )
  }
}

/**
 * Reads one file, in this thread, however long it takes within its limits: the pure heart of the reader. Bytes and time
 * are watched by the caller. Reading the same bytes again gives the same answer; nothing is kept.
 */
export const readFile = ({ bytes, password, thumbprint }: FileRequest, limits: ReadLimits): FileAnswer =>
  readKind(recognise(bytes, limits.nesting), {
    bytes,
    thumbprint,
    password: passwordReadingsOf(password),
    budget: budgetOf(limits),
  })
