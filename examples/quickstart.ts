import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { estate } from './estate.js'
import { samplePfx, type SamplePfx } from './sample-pfx.js'
import { atLedger, certledger as at, folder, heading, isThere, run, say } from './terminal.js'

/**
 * The main job from beginning to end, as an administrator and then an auditor would do it, with the real program in a
 * process of its own for every line; then the same with a server and three front ends. Everything stays below
 * `.tmp/quickstart`, which each run begins anew.
 */
const certledger = (actor: string, ...parameters: ReadonlyArray<string>): string => at(atLedger(actor), ...parameters)

const opensslIsThere = isThere('openssl', 'version')

const confirm = (name: string): void => {
  if (!opensslIsThere) say('  (openssl is not installed here, so nobody else confirms the thumbprint)')
  else run('openssl', 'openssl', ['x509', '-in', `${name}.pem`, '-noout', '-fingerprint', '-sha1'], {})
}

const sample = async (name: string, fromDay: number, days: number, subject = name): Promise<SamplePfx> => {
  const made = await samplePfx(`${subject}.contoso.com`, 's3cret!', fromDay, days)
  writeFileSync(join(folder, `${name}.pfx`), made.pfx, { mode: 0o600 })
  writeFileSync(join(folder, `${name}.pem`), made.pem)
  return made
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const slot = ['--type', 'OAuthTokenIssuer', '--identity', 'global']
const why = (reason: string, ticket: string): ReadonlyArray<string> => ['--reason', reason, '--ticket', ticket]

const imported = (name: string, ...more: ReadonlyArray<string>): string =>
  certledger(
    'alice',
    'certificate',
    'import',
    '--path',
    `${name}.pfx`,
    '--password-file',
    'password.txt',
    ...more,
  )

const assign = (): void => {
  heading('1. A certificate is imported from its PFX and assigned: current at once.')
  certledger('alice', 'site', 'configure', '--sip-domains', 'contoso.com', ...why('first set-up', 'CHG-1001'))
  imported('oauth-2026', ...slot, ...why('first token certificate', 'CHG-1001'))
  confirm('oauth-2026')
  certledger('alice', 'certificate', 'get')
}

const roll = async (next: SamplePfx): Promise<{ readonly entered: string; readonly before: string }> => {
  heading(
    '2. A second one is rolled in. (--force: for this demonstration it takes effect within seconds, not a day.)',
  )
  imported('oauth-2027', ...why('yearly renewal', 'CHG-1002'))
  const entered = new Date().toISOString()
  const effective = new Date(Date.now() + 6_000).toISOString()
  certledger(
    'alice',
    'certificate',
    'set',
    ...slot,
    '--thumbprint',
    next.thumbprint,
    '--roll',
    '--effective-date',
    effective,
    '--force',
    ...why('yearly renewal', 'CHG-1002'),
  )
  certledger('alice', 'certificate', 'get')
  const before = new Date(Math.min(Date.now(), Date.parse(effective) - 1)).toISOString()
  await sleep(Math.max(0, Date.parse(effective) - Date.now()) + 100)
  heading('3. The clock has passed the effective date; no process was running in between.')
  certledger('alice', 'certificate', 'get')
  return { entered, before }
}

const plan = (later: SamplePfx): void => {
  heading('4. A third one is planned for next week, and that is what next week will show.')
  imported('oauth-2028', ...why('key length review', 'CHG-1003'))
  certledger(
    'bob',
    'certificate',
    'set',
    ...slot,
    '--thumbprint',
    later.thumbprint,
    '--roll',
    '--effective-date',
    inDays(7),
    ...why('key length review', 'CHG-1003'),
  )
  certledger('auditor', 'certificate', 'get', '--at', inDays(8))
}

const audit = (first: SamplePfx, entered: string, before: string): void => {
  heading(
    '5. The audit: what was in force just before the roll took effect, and what was known before it was entered?',
  )
  certledger('auditor', 'certificate', 'get', '--at', before)
  certledger('auditor', 'certificate', 'get', '--at', before, '--known-at', entered)
  heading(
    '6. The first one had been in use for days before the ledger knew. A correction says so, and hides nothing.',
  )
  const uncorrected = new Date().toISOString()
  certledger(
    'bob',
    'certificate',
    'correct',
    ...slot,
    '--thumbprint',
    first.thumbprint,
    '--from',
    inDays(-3),
    ...why('in use on the old system since then', 'CHG-1004'),
  )
  certledger('auditor', 'certificate', 'get', '--at', inDays(-1))
  certledger('auditor', 'certificate', 'get', ...slot, '--at', inDays(-1), '--known-at', uncorrected)
  heading('7. Who made it so, when, from where and why?')
  certledger('auditor', 'why', 'OAuthTokenIssuer@global')
  certledger('auditor', 'log')
  certledger('auditor', 'diff', entered, new Date().toISOString())
}

const quickstart = async (): Promise<void> => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'password.txt'), 's3cret!\n', { mode: 0o600 })
  say(`Everything stays in ${relative(process.cwd(), folder)}; a few PFX files are made there first.`)
  const first = await sample('oauth-2026', -10, 400)
  const next = await sample('oauth-2027', -1, 700)
  const later = await sample('oauth-2028', -1, 1000)
  assign()
  const { entered, before } = await roll(next)
  plan(later)
  audit(first, entered, before)
  heading('8. Is the ledger whole?')
  certledger('auditor', 'doctor')
  await estate(sample)
  say('\nThat is the main job. The README goes on from here: npx certledger --help')
}

await quickstart()
