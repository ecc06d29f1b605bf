import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const workshop = mkdtempSync(join(tmpdir(), 'certledger-x509-'))

afterAll(() => {
  rmSync(workshop, { recursive: true, force: true })
})

/** Part of every Debian and of the machines that build this project; not a package of Node. */
const program = 'openssl'

let made = 0

/** A path in the workshop that no file has yet. */
const freshPath = (ending: string): string => join(workshop, `${(made += 1)}.${ending}`)

/** Puts bytes into the workshop and gives their path. */
export const stored = (content: string | Uint8Array, ending = 'bin'): string => {
  const path = freshPath(ending)
  writeFileSync(path, content)
  return path
}

/** Runs OpenSSL; without it on the path, or where it fails, so does the test. */
export const openssl = (...args: ReadonlyArray<string>): Buffer =>
  execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 26 })

/** Runs OpenSSL with `-out` and gives what it wrote. */
export const opensslOut = (...args: ReadonlyArray<string>): Uint8Array => {
  const path = freshPath('out')
  openssl(...args, '-out', path)
  return new Uint8Array(readFileSync(path))
}

/** Options of `openssl genpkey` for each kind of key. */
export const keyKinds = {
  'RSA 2048': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'RSA-PSS': ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'P-256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  secp256k1: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
  Ed25519: ['-algorithm', 'ED25519'],
  Ed448: ['-algorithm', 'ED448'],
} as const

/** A new private key in PEM, as a path. */
export const newKey = (kind: keyof typeof keyKinds = 'P-256'): string => {
  const path = freshPath('key')
  openssl('genpkey', ...keyKinds[kind], '-out', path)
  return path
}

/** A certificate and its key, as paths of PEM files. */
export type Made = { readonly certificate: string; readonly key: string }

type Wish = {
  readonly subject?: string
  readonly key?: string
  readonly issuer?: Made
  readonly days?: number
  readonly extensions?: ReadonlyArray<string>
  readonly options?: ReadonlyArray<string>
}

export const authority = ['basicConstraints=critical,CA:TRUE']
export const leafOnly = ['basicConstraints=critical,CA:FALSE']

/** A certificate signed by `issuer`, or by itself. Extensions are none but those wished for. */
export const certificateOf = (wish: Wish = {}): Made => {
  const { subject = '/CN=leaf.example.test', key = newKey(), issuer, days = 30, extensions = leafOnly } = wish
  const path = freshPath('pem')
  const config = stored(
    `[req]\ndistinguished_name=dn\nx509_extensions=ext\n[dn]\n[ext]\n${extensions.join('\n')}\n`, 'cnf',
  )
  const signer = issuer === undefined ? [] : ['-CA', issuer.certificate, '-CAkey', issuer.key]
  openssl('req', '-x509', '-new', '-utf8', '-config', config, '-key', key, '-subj', subject, '-days', String(days),
    ...signer, ...(wish.options ?? []), '-out', path)
  return { certificate: path, key }
}

/** The text of a file in the workshop. */
export const textOf = (path: string): string => readFileSync(path, 'utf8')

/** The bytes of a text. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The DER of a certificate. */
export const derOf = ({ certificate }: Made): Uint8Array =>
  opensslOut('x509', '-in', certificate, '-outform', 'DER')

/** The SHA-1 thumbprint as OpenSSL tells it. */
export const opensslThumbprint = (certificate: string): string =>
  openssl('x509', '-in', certificate, '-noout', '-fingerprint', '-sha1').toString().replace(/^.*=|:|\s/g, '')
