import { createPrivateKey, sign, X509Certificate, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { E, type Either } from '../../../application/prelude.js'
import type { ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { readBounded } from '../files/read-bounded.js'
import { generationFiles } from '../store/generation-files.js'

/** Why what is installed cannot prove itself. */
export type ProofFault =
  | 'INSTALLED_CERTIFICATE_UNREADABLE'
  | 'INSTALLED_CERTIFICATE_DIFFERS'
  | 'INSTALLED_KEY_UNREADABLE'
  | 'INSTALLED_KEY_DIFFERS'

const LIMIT_BYTES = 1_048_576

const attempted = <A>(make: () => A): A | null => {
  try {
    return make()
  } catch {
    return null
  }
}

const partIn = async (directory: string, name: string): Promise<Buffer> => {
  const found = await readBounded(join(directory, name), LIMIT_BYTES).catch(() => null)
  return found?.bytes ?? Buffer.alloc(0)
}

const isEdwards = ({ asymmetricKeyType }: KeyObject): boolean =>
  asymmetricKeyType === 'ed25519' || asymmetricKeyType === 'ed448'

const signed = (key: KeyObject, text: string): Buffer => sign(isEdwards(key) ? null : 'sha256', Buffer.from(text), key)

/**
 * Signs a text with the key that lies in a generation's directory, read back from the disk, after looking whether it
 * belongs to the certificate beside it and that to the thumbprint. RSA PKCS#1 v1.5 or ECDSA (DER) with SHA-256, or
 * Ed25519; base64url.
 */
export const signProof = async (
  directory: string,
  thumbprintSha256: ThumbprintSha256,
  text: string,
): Promise<Either<ProofFault, string>> => {
  const pem = await partIn(directory, generationFiles.certificate.name)
  const x509 = attempted(() => new X509Certificate(pem))
  if (x509 === null) return E.left('INSTALLED_CERTIFICATE_UNREADABLE')
  if (x509.fingerprint256.replaceAll(':', '') !== thumbprintSha256) return E.left('INSTALLED_CERTIFICATE_DIFFERS')
  const keyPem = await partIn(directory, generationFiles.privateKey.name)
  const key = attempted(() => createPrivateKey(keyPem))
  if (key === null) return E.left('INSTALLED_KEY_UNREADABLE')
  const signature = x509.checkPrivateKey(key) ? attempted(() => signed(key, text)) : null
  return signature === null ? E.left('INSTALLED_KEY_DIFFERS') : E.right(signature.toString('base64url'))
}
