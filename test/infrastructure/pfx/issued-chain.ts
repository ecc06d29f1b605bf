import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const directory = mkdtempSync(join(tmpdir(), 'certledger-pfx-'))
afterAll(() => { rmSync(directory, { recursive: true, force: true }) })

const kinds = {
  'RSA 2048': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'EC P-256': () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  'EC P-384': () => generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
  'Ed25519': () => generateKeyPairSync('ed25519'),
}

export type LeafKind = keyof typeof kinds
export const LEAF_KINDS: ReadonlyArray<LeafKind> = ['RSA 2048', 'EC P-256', 'EC P-384', 'Ed25519']

export type Issued = {
  readonly privateKey: KeyObject
  readonly pkcs8: Buffer
  readonly certificate: X509Certificate
  /** Issuers, each having signed the one before. */
  readonly issuers: ReadonlyArray<X509Certificate>
}

const path = (name: string): string => join(directory, name)

const openssl = (...args: ReadonlyArray<string>): void => {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}

const issue = (name: string, kind: LeafKind, issuer: string | null): { key: KeyObject; pem: string } => {
  const { privateKey } = kinds[kind]()
  writeFileSync(path(`${name}.key`), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  const signedBy = issuer === null ? [] : ['-CA', path(`${issuer}.pem`), '-CAkey', path(`${issuer}.key`)]
  const subject = ['-subj', `/O=Contoso/CN=${name}`, '-days', '30']
  openssl('req', '-x509', '-new', '-key', path(`${name}.key`), '-out', path(`${name}.pem`), ...subject, ...signedBy)
  return { key: privateKey, pem: path(`${name}.pem`) }
}

const read = (pem: string): X509Certificate => new X509Certificate(execFileSync('openssl', ['x509', '-in', pem]))

/** A leaf of this kind under an intermediate under a root, made by openssl. */
export const issuedChain = (kind: LeafKind): Issued => {
  const name = kind.replace(' ', '-')
  const root = issue(`${name}-root`, 'EC P-256', null)
  const intermediate = issue(`${name}-intermediate`, 'EC P-256', `${name}-root`)
  const { key, pem } = issue(`${name}.contoso.com`, kind, `${name}-intermediate`)
  return {
    privateKey: key,
    pkcs8: key.export({ type: 'pkcs8', format: 'der' }),
    certificate: read(pem),
    issuers: [read(intermediate.pem), read(root.pem)],
  }
}
