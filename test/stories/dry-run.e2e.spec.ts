import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { desk, snapshot } from './certledger.js'
import { PASSWORD, sample } from './pfx-of.js'
import { places } from './places.js'

const slot = ['--type', 'OAuthTokenIssuer']
const roll = ['--roll', '--effective-date', '2027-01-01']

/** The files that hold what was recorded, and the keys. A server makes rows from them at any time. */
const recorded = (ledger: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(snapshot(ledger)).filter(([path]) => /^(?:events\.sqlite|vault)/.test(path)))

describe.each(places)('of a ledger %s', (where, at) => {
  it('what is only tried leaves the ledger as it is, byte for byte, and says what it would record', async () => {
    const here = await at()
    const [first, next] = [sample('oauth-2026.contoso.com'), sample('oauth-2027.contoso.com', 700)]
    const password = ['--password-file', here.file('pw.txt', PASSWORD)]
    const given = ['--path', here.file('next.pfx', next.pfx), ...password]
    await here.json('certificate', 'import', '--path', here.file('first.pfx', first.pfx), ...password, ...slot)
    const seen = where === 'in a directory' ? snapshot : recorded
    const before = seen(here.ledger)

    const tried: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
      ['CertificateImported', ['certificate', 'import', ...given]],
      ['RollScheduled', ['certificate', 'set', ...given, ...slot, ...roll]],
      ['PrivateKeyRead', ['certificate', 'export', first.thumbprint, '--out', 'x.pfx', ...password]],
      ['PrivateKeyDestroyed', ['certificate', 'destroy-key', first.thumbprint, '--force']],
      ['AssignmentRemoved', ['certificate', 'remove', ...slot, '--force']],
      ['SiteConfigured', ['site', 'configure', '--sip-domains', 'contoso.com']],
      ['FrontEndRegistered', ['front-end', 'register', 'fe01.contoso.com']],
    ]
    for (const [type, argv] of tried) {
      const answer = await here.json(...argv, '--dry-run')
      expect(answer).toMatchObject({ dryRun: true, position: here.begun + 2 })
      expect(answer['events']).toContainEqual(expect.objectContaining({ type, position: null }))
      expect(seen(here.ledger)).toEqual(before)
    }
    expect(existsSync(join(here.cwd, 'x.pfx'))).toBe(false)
  })

  it('what would be refused is refused when it is tried, too', async () => {
    const here = await at()
    const { pfx } = sample('short-lived.contoso.com', 10)
    const given = ['--path', here.file('x.pfx', pfx), '--password-file', here.file('pw.txt', PASSWORD)]
    const trying = ['certificate', 'import', ...given, ...slot, ...roll, '--dry-run']
    expect(await here.refusal(...trying)).toMatchObject({ code: 8 })
  })
})

it('trying the first thing of all makes no ledger', async () => {
  const here = desk()
  const { pfx } = sample('oauth.contoso.com')
  const given = ['--path', here.file('x.pfx', pfx), '--password-file', here.file('pw.txt', PASSWORD)]
  const before = snapshot(here.cwd)
  const { certificate } = await here.json('certificate', 'import', ...given, '--dry-run')
  expect(certificate).toMatchObject({ subject: 'CN=oauth.contoso.com' })
  expect(snapshot(here.cwd)).toEqual(before)
})
