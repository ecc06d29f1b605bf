import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openssl, opensslOut, opensslThumbprint, stored } from '../infrastructure/x509/openssl.js'
import type { Ended } from './certledger.js'
import { PASSWORD, sample, type Sample } from './pfx-of.js'
import { places } from './places.js'

const slot = ['--type', 'OAuthTokenIssuer']
const formats = ['table', 'json', 'csv']
const questions = [['certificate', 'get'], ['log'], ['why', 'OAuthTokenIssuer'], ['diff', '0', '2'], ['doctor']]

/** Pieces of a private key, and passwords, as they would look in any output. */
const secretsOf = ({ privateKey }: Sample): ReadonlyArray<Buffer> => {
  const key = createPrivateKey(privateKey)
  const { d = '', p = '' } = key.export({ format: 'jwk' })
  const der = key.export({ type: 'pkcs8', format: 'der' })
  const bytes = [Buffer.from(d, 'base64url'), Buffer.from(p, 'base64url'), der.subarray(-60)]
  const written = bytes.flatMap((piece) => [
    piece.subarray(0, 32),
    Buffer.from(piece.subarray(0, 30).toString('base64')),
    Buffer.from(piece.subarray(0, 30).toString('hex')),
    Buffer.from(piece.subarray(0, 30).toString('hex').toUpperCase()),
  ])
  const pem = privateKey.toString('latin1').split('\n').slice(3, 6).map((line) => Buffer.from(line))
  return [...written, ...pem, Buffer.from(PASSWORD), Buffer.from('new s3cret')]
}

const filesOutsideTheVault = (ledger: string): ReadonlyArray<Buffer> =>
  readdirSync(ledger, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('vault'))
    .map((name) => join(ledger, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path))

describe.each(places)('of a ledger %s', (_, at) => {
  it('no password and no piece of a private key is in any output, nor in the ledger outside the vault', async () => {
    const here = await at({ NEW_PASSWORD: 'new s3cret' })
    const made = sample('oauth.contoso.com')
    const ends: Array<Ended> = []
    const type = async (...argv: ReadonlyArray<string>) => { ends.push(await here.certledger(...argv)) }
    const given = ['--path', here.file('oauth.pfx', made.pfx), '--password-file', here.file('pw.txt', PASSWORD)]
    const newPassword = ['--password-env', 'NEW_PASSWORD']

    for (const format of formats) {
      await type('certificate', 'import', ...given, ...slot, '--dry-run', '-o', format)
      await type('certificate', 'import', ...given, ...slot, '-o', format)
      await type('certificate', 'import', '--path', 'oauth.pfx', ...newPassword, '-o', format)
      await type('certificate', 'import', '--path', 'oauth.pfx', '--password', PASSWORD, '-o', format)
      const exporting = ['certificate', 'export', made.thumbprint, '--out', `${format}.pfx`, '--yes', ...newPassword]
      await type(...exporting, '-o', format)
      await type('certificate', 'show', made.thumbprint, '-o', format)
      for (const question of questions) await type(...question, '-o', format)
    }

    const texts = [
      ...ends.flatMap(({ bytes, err }) => [bytes, Buffer.from(err)]),
      ...filesOutsideTheVault(here.ledger),
      Buffer.from(here.serverLog()),
    ]
    expect(ends.filter(({ code }) => code === 0).length).toBeGreaterThanOrEqual(8 * formats.length)
    for (const secret of secretsOf(made)) expect(texts.filter((text) => text.includes(secret))).toEqual([])
  })

  it('a reason that holds a private key is kept out of the ledger', async () => {
    const here = await at()
    const { privateKey } = sample('oauth.contoso.com')
    const oneLine = privateKey.toString('latin1').replaceAll('\n', ' ').slice(0, 1000)
    const configure = ['site', 'configure', '--sip-domains', 'contoso.com']
    const { code, err } = await here.certledger(...configure, '--reason', oneLine)
    expect(code).toBe(8)
    expect(err).not.toContain(privateKey.toString('latin1').split('\n')[1])
  })

  it('what is exported opens with OpenSSL, and is the certificate and key that came in', async () => {
    const here = await at({ NEW_PASSWORD: 'new s3cret' })
    const made = sample('oauth.contoso.com')
    const given = ['--path', here.file('oauth.pfx', made.pfx), '--password-file', here.file('pw.txt', PASSWORD)]
    await here.json('certificate', 'import', ...given)
    const { bytes, code } = await here.certledger(
      'certificate', 'export', made.thumbprint, '--out', '-', '--yes', '--password-env', 'NEW_PASSWORD', '-q',
    )
    expect(code).toBe(0)
    const opened = ['pkcs12', '-in', stored(bytes), '-passin', `file:${stored('new s3cret\n')}`, '-nodes']
    const key = openssl(...opened, '-nocerts').toString()
    expect(createPrivateKey(key).equals(createPrivateKey(made.privateKey))).toBe(true)
    const certificate = stored(opensslOut(...opened, '-nokeys'))
    expect(opensslThumbprint(certificate)).toBe(made.thumbprint)
    const { entries } = await here.json('log', '--event', 'PrivateKeyRead')
    expect(entries).toMatchObject([{ type: 'PrivateKeyRead', actor: { name: 'alice' } }])
  })
})
