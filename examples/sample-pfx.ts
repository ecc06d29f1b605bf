import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { secretOf } from '../application/ports/secret.js'
import { E } from '../application/prelude.js'
import { pfxWriter } from '../infrastructure/pfx/pfx-writer.js'

/** A PKCS#12 file made for the example, and the certificate in it as PEM. */
export type SamplePfx = { readonly pfx: Uint8Array; readonly pem: string; readonly thumbprint: string }

const DAY_MS = 86_400_000

/** A self-signed token certificate as administrators have it: RSA 2048, SHA-256, server EKU, SIP domain in the SAN. */
const selfSigned = (commonName: string, fromDay: number, days: number) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const signer = forge.pki.privateKeyFromPem(pem)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.setRsaPublicKey(signer.n, signer.e)
  certificate.serialNumber = `0${forge.util.bytesToHex(forge.random.getBytesSync(15))}`
  certificate.validity.notBefore = new Date(Date.now() + fromDay * DAY_MS)
  certificate.validity.notAfter = new Date(Date.now() + (fromDay + days) * DAY_MS)
  const name = [{ name: 'commonName', value: commonName }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: commonName }] },
  ])
  certificate.sign(signer, forge.md.sha256.create())
  return { certificatePem: forge.pki.certificateToPem(certificate), keyPem: pem }
}

/** Makes a certificate valid for `days` from `fromDay` (days from now, may be negative), in a PFX under a password. */
export const samplePfx = async (
  commonName: string,
  password: string,
  fromDay: number,
  days: number,
): Promise<SamplePfx> => {
  const { certificatePem, keyPem } = selfSigned(commonName, fromDay, days)
  const certificate = new X509Certificate(certificatePem)
  const written = await pfxWriter.write({
    certificate: certificate.raw.toString('base64'),
    chain: [],
    privateKey: secretOf(createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der' })),
    password: secretOf(Buffer.from(password, 'utf8')),
    friendlyName: commonName,
  })()
  if (E.isLeft(written)) throw new Error('the sample PFX could not be written')
  return { pfx: written.right, pem: certificatePem, thumbprint: certificate.fingerprint.replaceAll(':', '') }
}
