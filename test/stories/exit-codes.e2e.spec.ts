import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { desk, ended, program, type Desk } from './certledger.js'
import { PASSWORD, sample } from './pfx-of.js'
import { places } from './places.js'

const slot = ['--type', 'OAuthTokenIssuer']

const imported = (here: Desk, days: number, ...more: ReadonlyArray<string>) => {
  const { file, json } = here
  const { pfx } = sample('oauth.contoso.com', days)
  const password = ['--password-file', file('pw.txt', PASSWORD)]
  return json('certificate', 'import', '--path', file('oauth.pfx', pfx), ...password, ...more)
}

const code = async ({ certledger }: Desk, ...argv: ReadonlyArray<string>) => (await certledger(...argv)).code

describe('the exit code', () => {
  it('is 1 for a failure: a file that is not there, a full output', async () => {
    const here = desk()
    expect(await here.refusal('certificate', 'import', '--path', 'none.pfx')).toMatchObject({
      code: 1,
      type: 'FileUnreadable',
      reason: 'ENOENT',
    })
    const line = `exec "${process.execPath}" "${program}" version > /dev/full`
    const { code: full, err } = await here.command('sh', '-c', line)
    expect(full).toBe(1)
    expect(err).toContain('ENOSPC')
  })

  it('is 2 for what is typed wrongly, with a suggestion', async () => {
    const here = desk()
    expect(await here.refusal('certificat', 'get')).toMatchObject({ code: 2, suggestions: ['certificate'] })
    expect(await here.refusal('certificate', 'get', '--idenity', 'x')).toMatchObject({
      code: 2,
      suggestions: ['--identity'],
    })
    expect(await code(here)).toBe(2)
  })

  it('is 3 or 4 where something expires, or the doctor finds something', async () => {
    const soon = desk()
    await imported(soon, 45, ...slot)
    expect(await code(soon, 'expiring')).toBe(3)
    expect(await code(soon, 'expiring', '--fail-on', 'critical')).toBe(0)
    const sooner = desk()
    await imported(sooner, 10, ...slot)
    expect(await code(sooner, 'expiring')).toBe(4)
    expect(await code(sooner, 'doctor')).toBe(0)
    rmSync(join(sooner.ledger, 'vault'), { recursive: true })
    expect(await code(sooner, 'doctor')).toBe(4)
  })

  it('is 5 where a record was changed from outside', async () => {
    const here = desk()
    await imported(here, 400)
    const path = join(here.ledger, 'events.sqlite')
    const bytes = readFileSync(path)
    const at = bytes.lastIndexOf('alice')
    expect(at).toBeGreaterThan(0)
    writeFileSync(path, bytes.fill('mallo', at, at + 5))
    const { code: found, out } = await here.certledger('doctor', '--deep', '-o', 'json')
    expect(found).toBe(5)
    expect(JSON.parse(out)).toMatchObject({ checks: expect.arrayContaining([
      expect.objectContaining({ status: 'critical', detail: expect.stringContaining('position 1') as string }),
    ]) as unknown })
  })

  it('is 6 where the vault is locked with a passphrase that nobody gave', async () => {
    const here = desk()
    const passphrase = ['--vault-passphrase-file', here.file('vault.txt', 'open sesame\n')]
    const { certificate } = await imported(here, 400, ...passphrase)
    const { thumbprint } = certificate as { thumbprint: string }
    const exporting = ['certificate', 'export', thumbprint, '--out', 'x.pfx', '--yes', '--password-file', 'pw.txt']
    expect(await here.refusal(...exporting)).toMatchObject({ code: 6, type: 'VaultPassphraseRequired' })
    expect(await code(here, ...exporting, ...passphrase)).toBe(0)
  })

  it('is 9 where there is no ledger', async () => {
    expect(await desk().refusal('certificate', 'get')).toMatchObject({
      code: 9,
      type: 'LogUnavailable',
      reason: 'ENOENT',
      remedy: expect.stringContaining('--ledger') as string,
    })
  })

  it('is 130 and 143 where it was stopped', async () => {
    const here = desk()
    await here.json('site', 'configure', '--sip-domains', 'contoso.com')
    for (const [signal, expected] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
      const child = spawn(process.execPath, [program, 'roll', 'activate', '--watch'], { cwd: here.cwd, env: here.env })
      child.stderr.once('data', () => { child.kill(signal) })
      const { code: stopped, err } = await ended(child)
      expect(stopped).toBe(expected)
      expect(err).toContain('watching')
    }
  })

  it('is that of the answer where the reader goes away, and nothing is said of it', async () => {
    const here = desk()
    const line = `"${process.execPath}" "${program}" completion bash | head -c 1 > /dev/null; exit \${PIPESTATUS[0]}`
    expect(await here.command('bash', '-c', line)).toMatchObject({ code: 0, err: '' })
  })
})

describe.each(places)('the exit code of a ledger %s', (_, at) => {
  it('is 0 for an answer, a change, a repeat and help', async () => {
    const here = await at()
    const configure = ['site', 'configure', '--sip-domains', 'contoso.com']
    expect(await code(here, ...configure)).toBe(0)
    expect((await here.json(...configure))['events']).toEqual([])
    expect(await code(here, 'site', 'show')).toBe(0)
    expect(await code(here, 'certificate', '--help')).toBe(0)
  })

  it('is 7 for what was not known at that time', async () => {
    const here = await at()
    const { certificate } = await imported(here, 400)
    const { thumbprint } = certificate as { thumbprint: string }
    expect(await here.refusal('certificate', 'show', thumbprint, '--known-at', '0')).toMatchObject({
      code: 7,
      type: 'CertificateNotKnownThen',
    })
    expect(await here.refusal('why', 'OAuthTokenIssuer')).toMatchObject({ code: 7, type: 'SlotNeverUsed' })
  })

  it('is 8 for what a rule refuses', async () => {
    const here = await at()
    await imported(here, 400, ...slot)
    expect(await here.refusal('roll', 'cancel', ...slot)).toMatchObject({ code: 8 })
  })

  it('is 1 for a file that is not there, 2 for what is typed wrongly, 3 where something expires', async () => {
    const here = await at()
    expect(await code(here, 'certificate', 'import', '--path', 'none.pfx')).toBe(1)
    expect(await code(here, 'certificate', 'get', '--idenity', 'x')).toBe(2)
    await imported(here, 45, ...slot)
    expect(await code(here, 'expiring')).toBe(3)
    expect(await code(here, 'doctor')).toBe(0)
  })
})
