import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { begin, certledger, asked, atLedger, folder, heading, isThere, run, say, until } from './terminal.js'
import type { Running, Setting } from './terminal.js'
import type { SamplePfx } from './sample-pfx.js'
import { webServer } from './web-server.js'

type Sample = (name: string, fromDay: number, days: number, subject?: string) => Promise<SamplePfx>

const names = ['fe01', 'fe02', 'fe03'] as const
const fqdn = (name: string): string => `${name}.contoso.com`
const slot = ['--type', 'OAuthTokenIssuer', '--identity', 'global']
const why = (reason: string, ticket: string): ReadonlyArray<string> => ['--reason', reason, '--ticket', ticket]
const password = ['--password-file', 'password.txt']
const current = (name: string): string => join(name, 'store', 'OAuthTokenIssuer', 'current', 'certificate.pem')

/** A ledger of its own: with the one of the first part, its correction and plans would only distract. */
const estateLedger: Setting = { ...atLedger('alice'), CERTLEDGER_DIR: join(folder, 'estate') }

const as = (server: string, tokenFile: string): Setting => ({
  CERTLEDGER_SERVER: server,
  CERTLEDGER_TOKEN: readFileSync(join(folder, tokenFile), 'utf8').trim(),
})

const served = async (): Promise<{ readonly server: Running; readonly url: string }> => {
  heading('9. The ledger becomes a service: tokens first, then the server.')
  certledger(estateLedger, 'access', 'grant', 'alice', '--roles', 'administrator', '--token-out', 'alice.token')
  certledger(estateLedger, 'access', 'grant', 'ina', '--roles', 'auditor', '--token-out', 'ina.token')
  const server = begin('certledger', ['serve', '--listen', '127.0.0.1:0'], estateLedger)
  const url = await until('an address of the server', 20, () => /https?:\/\/127\.0\.0\.1:\d+/.exec(server.said())?.[0])
  say(`  listening on ${url}`)
  return { server, url }
}

const fingerprintOf = (alice: Setting, name: string): string => {
  const answer = JSON.stringify(asked(alice, 'front-end', 'show', fqdn(name)))
  return /"fingerprint":"([0-9A-F]{64})"/.exec(answer)?.[1] ?? ''
}

const enrolled = (alice: Setting, url: string, name: string): void => {
  mkdirSync(join(folder, name), { recursive: true })
  certledger(alice, 'front-end', 'register', fqdn(name))
  certledger(alice, 'front-end', 'invite', fqdn(name), '--token-out', join(name, 'invitation'))
  const where = ['--state', join(name, 'state'), '--store', join(name, 'store')]
  const invitation = ['--invitation-file', join(name, 'invitation')]
  certledger({}, 'agent', 'enrol', '--server', url, '--fqdn', fqdn(name), ...where, ...invitation)
  certledger(alice, 'front-end', 'confirm', fqdn(name), '--fingerprint', fingerprintOf(alice, name))
}

const agentOf = (name: string): Running => begin('certledger', ['agent', 'run', '--state', join(name, 'state')], {})

const fingerprint = (name: string): void => {
  run('openssl', 'openssl', ['x509', '-in', current(name), '-noout', '-fingerprint', '-sha1', '-subject'], {})
}

const holds = (name: string, { pem }: SamplePfx): true | undefined =>
  existsSync(join(folder, current(name))) &&
  readFileSync(join(folder, current(name)), 'utf8').replaceAll('\r', '').includes(pem.replaceAll('\r', '').trim())
    ? true
    : undefined

const everywhere = (what: string, sample: SamplePfx): Promise<unknown> =>
  Promise.all(names.map((name) => until(`${what} on ${name}`, 60, () => holds(name, sample))))

const confirmed = (): void => {
  if (isThere('openssl', 'version')) names.forEach(fingerprint)
  else say('  (openssl is not installed here, so nobody else confirms the thumbprints)')
}

const delivered = async (alice: Setting, first: SamplePfx): Promise<void> => {
  heading('11. One certificate, imported and assigned once, reaches every front end by itself, sealed for each.')
  certledger(alice, 'site', 'configure', '--sip-domains', 'contoso.com', ...why('first set-up', 'CHG-2001'))
  certledger(
    alice, 'certificate', 'import', '--path', 'estate-2026.pfx', ...password, ...slot,
    ...why('token certificate of the estate', 'CHG-2001'),
  )
  await everywhere('the first certificate', first)
  confirmed()
  await sleep(1_500)
  certledger(alice, 'replication', 'status')
}

const proved = (alice: Setting): true | undefined =>
  /"verdict":"proved"/.test(JSON.stringify(asked(alice, 'roll', 'evidence'))) ? true : undefined

const rolled = async (alice: Setting, next: SamplePfx): Promise<void> => {
  heading('13. A roll: the next certificate is there and proved on every front end before its date.')
  certledger(alice, 'certificate', 'import', '--path', 'estate-2027.pfx', ...password, ...why('renewal', 'CHG-2002'))
  const effective = new Date(Date.now() + 25_000).toISOString()
  certledger(
    alice, 'certificate', 'set', ...slot, '--thumbprint', next.thumbprint, '--roll', '--effective-date', effective,
    '--force', ...why('renewal', 'CHG-2002'),
  )
  await until('every front end proves the staged certificate', 25, () => proved(alice))
  certledger(alice, 'roll', 'evidence')
  await sleep(Math.max(0, Date.parse(effective) - Date.now()))
  await everywhere('the second certificate', next)
  say('  the agents switched by themselves at the effective date:')
  confirmed()
}

const isSeen = (ina: Setting): true | undefined =>
  JSON.stringify(asked(ina, 'drift', 'list')).includes('by-hand.pfx') ? true : undefined

const foundByHand = async (ina: Setting): Promise<void> => {
  heading('14. Somebody copies a PFX onto fe02 by hand. The next report tells.')
  const target = join('fe02', 'store', 'OAuthTokenIssuer', 'by-hand.pfx')
  say(`$ cp oauth-2026.pfx ${target}`)
  copyFileSync(join(folder, 'oauth-2026.pfx'), join(folder, target))
  await until('the report of fe02', 60, () => isSeen(ina))
  run(process.execPath, 'certledger', ['drift', 'list'], ina, [0, 3, 4])
}

const audited = (ina: Setting): void => {
  heading('15. The audit of it all, by somebody who may only ask.')
  certledger(ina, 'replication', 'status')
  certledger(ina, 'log', '--front-end', fqdn('fe02'))
  run(process.execPath, 'certledger', ['site', 'configure', '--realm', 'evil.example'], ina, [6])
  certledger(ina, 'access', 'list')
}

/** The estate: a server and three agents, each in a process of its own on this machine, and what happens there. */
export const estate = async (sample: Sample): Promise<void> => {
  const first = await sample('estate-2026', -10, 400)
  const next = await sample('estate-2027', -1, 700)
  writeFileSync(join(folder, 'password.txt'), 's3cret!\n', { mode: 0o600 })
  const { server, url } = await served()
  const alice = as(url, 'alice.token')
  const ina = as(url, 'ina.token')
  heading('10. Three front ends: each agent makes its own keys, and is trusted once its fingerprint is confirmed.')
  for (const name of names) enrolled(alice, url, name)
  const agents = names.map(agentOf)
  await delivered(alice, first)
  const nginx = await webServer(alice, sample)
  await rolled(alice, next)
  await foundByHand(ina)
  audited(ina)
  await nginx?.stop()
  await Promise.all(agents.map((agent) => agent.stop()))
  await server.stop()
  heading('16. The whole history is in the ledger, with or without its server.')
  run(process.execPath, 'certledger', ['doctor'], estateLedger, [0, 3])
}
