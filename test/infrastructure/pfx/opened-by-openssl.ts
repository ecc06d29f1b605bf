import { spawnSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'

const PEM = /-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g

const pemBlocks = (text: string): ReadonlyArray<string> => text.match(PEM) ?? []

/** Runs `openssl pkcs12` on a file from stdin; the password goes through the environment. */
const pkcs12 = (pfx: Uint8Array, password: string, ...args: ReadonlyArray<string>) => {
  const run = spawnSync('openssl', ['pkcs12', '-passin', 'env:PFX_PASSWORD', ...args], {
    input: pfx,
    env: { PATH: process.env['PATH'], PFX_PASSWORD: password },
    encoding: 'utf8',
  })
  if (run.error !== undefined) throw run.error
  return run
}

/** What openssl found: PKCS#8 DER of the keys, DER of the certificates, and its own words on the form of the file. */
export const openedByOpenssl = (pfx: Uint8Array, password: string) => {
  const { stdout, stderr, status } = pkcs12(pfx, password, '-noenc', '-info')
  const blocks = pemBlocks(stdout)
  return {
    status,
    said: stderr,
    text: stdout,
    keys: blocks.filter((pem) => pem.includes('PRIVATE KEY'))
      .map((pem) => createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' })),
    certificates: blocks.filter((pem) => pem.includes('BEGIN CERTIFICATE')).map((pem) => new X509Certificate(pem).raw),
  }
}
