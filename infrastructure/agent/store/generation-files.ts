import { X509Certificate } from 'node:crypto'

/** What the agent puts into a generation's directory, and the mode of each file that has no former one. */
export const generationFiles = {
  certificate: { name: 'certificate.pem', mode: 0o644, isSecret: false },
  der: { name: 'certificate.cer', mode: 0o644, isSecret: false },
  privateKey: { name: 'key.pem', mode: 0o600, isSecret: true },
  pfx: { name: 'certificate.pfx', mode: 0o600, isSecret: true },
  password: { name: 'pfx.password', mode: 0o600, isSecret: true },
} as const

export type GenerationFile = (typeof generationFiles)[keyof typeof generationFiles]

/** A certificate as it came out of its seal: DER in base64, the key as PKCS#8 DER. */
export type Opened = {
  readonly certificate: string
  readonly chain: ReadonlyArray<string>
  readonly privateKey: Uint8Array
}

const LINE = /.{1,64}/g

const pem = (label: string, base64: string): string =>
  `-----BEGIN ${label}-----\n${(base64.match(LINE) ?? []).join('\n')}\n-----END ${label}-----\n`

const certificatePem = (base64: string): string =>
  new X509Certificate(Buffer.from(base64, 'base64')).toString().trimEnd().concat('\n')

/** The files of a generation with their bytes; the certificate stands first in its PEM, its issuers follow in order. */
export const filesOf = (
  { certificate, chain, privateKey }: Opened,
  pfx: Uint8Array,
  password: string,
): ReadonlyArray<{ readonly file: GenerationFile; readonly bytes: Uint8Array }> => {
  const { certificate: text, der, privateKey: key, pfx: container, password: opener } = generationFiles
  return [
    { file: text, bytes: Buffer.from([certificate, ...chain].map(certificatePem).join('')) },
    { file: der, bytes: Buffer.from(certificate, 'base64') },
    { file: key, bytes: Buffer.from(pem('PRIVATE KEY', Buffer.from(privateKey).toString('base64'))) },
    { file: container, bytes: pfx },
    { file: opener, bytes: Buffer.from(`${password}\n`) },
  ]
}
