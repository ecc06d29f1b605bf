import type { CertificateReadError } from '../../../application/ports/certificate-reader.js'
import type { PemBlock } from './pem-blocks.js'
import { pemKindOf } from './pem-kind.js'

const keyKinds: ReadonlyArray<string> = ['PrivateKey', 'EncryptedPrivateKey', 'ForeignPrivateKey']

/** Why PEM blocks without any certificate are refused: keys alone are counted, else it is told what they look like. */
export const refusalWithoutCertificate = (blocks: ReadonlyArray<PemBlock>): CertificateReadError => {
  const kinds = blocks.map(({ label }) => pemKindOf(label))
  const keys = kinds.filter(({ _tag }) => keyKinds.includes(_tag)).length
  const looksLike = kinds
    .flatMap((kind) => (kind._tag === 'Other' ? [kind.looksLike] : []))
    .find((look) => look !== 'unknown')
  return keys > 0
    ? { _tag: 'NoCertificate', format: 'PEM', keys }
    : { _tag: 'NotACertificateFile', looksLike: looksLike ?? 'unknown' }
}
