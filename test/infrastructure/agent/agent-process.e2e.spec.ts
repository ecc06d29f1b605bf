import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { instantAtMs, plusMs } from '../../../domain/values/instant.js'
import { names, servedFrom } from '../../support/agent/agent-desk.js'
import { fakeLedger, fqdn } from '../../support/agent/fake-ledger.js'
import { startProgram } from '../../support/crash/child-program.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { desk, ended, program, type Desk } from '../../stories/certledger.js'

const a = realCertificate('a.contoso.com')
const b = realCertificate('b.contoso.com')
const now = () => instantAtMs(Date.now())

const reader = new URL('../../support/agent/read-for-ever.ts', import.meta.url)

/** A front end with its own program, and a ledger on loopback. */
const frontEnd = async () => {
  const ledger = await fakeLedger(now)
  const here = desk()
  here.file('invitation', 'cli_x\n')
  const enrol = (...more: ReadonlyArray<string>): ReadonlyArray<string> => [
    'agent', 'enrol', '--server', ledger.url, '--fqdn', fqdn, '--state', 'state', '--store', 'store', ...more,
  ]
  const invited = ['--invitation-file', 'invitation']
  return { ledger, here, enrol, invited, store: join(here.cwd, 'store'), state: join(here.cwd, 'state') }
}

const running = ({ cwd, env }: Desk, ...more: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, [program, 'agent', 'run', '--state', 'state', ...more], { cwd, env })
  onTestFinished(() => { child.kill('SIGKILL') })
  return { child, end: ended(child) }
}

const until = async (holds: () => boolean, limitMs = 20_000): Promise<void> => {
  const start = performance.now()
  while (!holds()) {
    if (performance.now() - start > limitMs) throw new Error('it did not come about in time')
    await pause(20)
  }
}

describe('agent enrol', () => {
  it('shows the fingerprint in groups, keeps its state for its owner alone, and tells how it stands', async () => {
    const { ledger, here, enrol, invited, state } = await frontEnd()
    ledger.enrolment = 'pending'
    const first = await here.certledger(...enrol(...invited))
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(/(?:[0-9A-F]{4} ){7}[0-9A-F]{4}\n {2}(?:[0-9A-F]{4} ){7}[0-9A-F]{4}\n/)
    expect(first.out).toContain('waits to be confirmed')
    expect(statSync(state).mode & 0o777).toBe(0o700)
    for (const name of names(state)) expect(statSync(join(state, name)).mode & 0o777).toBe(0o600)
    ledger.enrolment = 'enrolled'
    expect(await here.json(...enrol())).toMatchObject({ state: 'enrolled', fqdn })
    ledger.enrolment = 'declined'
    expect((await here.certledger(...enrol())).code).toBe(6)
    expect(new Set(ledger.heard.map(({ message }) => JSON.stringify(message['keys']))).size).toBe(1)
  })

  it('leaves the invitation nowhere', async () => {
    const { here, enrol, invited, state } = await frontEnd()
    await here.certledger(...enrol(...invited))
    for (const name of names(state)) expect(readFileSync(join(state, name), 'utf8')).not.toContain('cli_x')
  })

  it('needs an invitation the first time, TLS beyond this machine, and a directory of its own', async () => {
    const { here, enrol, invited, ledger } = await frontEnd()
    expect(await here.refusal(...enrol())).toMatchObject({ code: 2, problems: [{ field: 'invitationFile' }] })
    const far = enrol(...invited).map((word) => (word === ledger.url ? 'http://ledger.contoso.com' : word))
    expect(await here.refusal(...far)).toMatchObject({ type: 'ServerNotSecure', code: 2 })
    await here.certledger(...enrol(...invited))
    const others = enrol().map((word) => (word === fqdn ? 'fe02.contoso.com' : word))
    expect(await here.refusal(...others, ...invited)).toMatchObject({ type: 'AgentSetUpOtherwise', code: 8, fqdn })
  })

  it('says that a server is not there', async () => {
    const { here, enrol, invited, ledger } = await frontEnd()
    await ledger.stop()
    expect(await here.refusal(...enrol(...invited))).toMatchObject({ type: 'LedgerUnreachable', code: 9 })
  })
})

describe('agent run', () => {
  it('works one whole round with --once, and agent status tells of it', async () => {
    const { ledger, here, enrol, invited, store } = await frontEnd()
    await here.certledger(...enrol(...invited))
    ledger.mean(a)
    expect(await here.certledger('agent', 'run', '--state', 'state', '--once')).toMatchObject({ code: 0, err: '' })
    expect(servedFrom(store, 'OAuthTokenIssuer')).toMatchObject({ thumbprint: a.thumbprint, isPair: true })
    expect(await here.json('agent', 'status', '--state', 'state')).toMatchObject({
      fqdn, isRunning: false, ledger: ledger.ledger, waitingResults: 0,
      places: [{ role: 'OAuthTokenIssuer', place: 'current', thumbprint: a.thumbprint, generation: 1 }],
    })
  })

  it('tells no secret: neither key nor password stands in what it prints', async () => {
    const { ledger, here, enrol, invited, store } = await frontEnd()
    await here.certledger(...enrol(...invited))
    ledger.mean(a)
    const { out } = await here.certledger('agent', 'run', '--state', 'state', '--once', '-o', 'json')
    const current = join(store, 'OAuthTokenIssuer', 'current')
    expect(out).not.toContain(readFileSync(join(current, 'pfx.password'), 'utf8').trim())
    expect(out).not.toContain(a.pkcs8.toString('base64').slice(40, 80))
    expect(out.trim().split('\n').map((line) => (JSON.parse(line) as { event: string }).event))
      .toEqual(['collected', 'installed', 'proved'])
  })

  it('has to be enrolled first, and waits where nobody has confirmed it yet', async () => {
    const { ledger, here, enrol, invited } = await frontEnd()
    expect(await here.refusal('agent', 'run', '--state', 'state')).toMatchObject({ type: 'AgentNotSetUp', code: 7 })
    ledger.enrolment = 'pending'
    await here.certledger(...enrol(...invited))
    const { child, end } = running(here)
    await until(() => ledger.heard.length > 0)
    await pause(300)
    ledger.enrolment = 'enrolled'
    ledger.mean(a)
    await until(() => ledger.progress(1) === 'proved')
    child.kill('SIGTERM')
    expect((await end).code).toBe(143)
  })

  it('refuses a second process on the same state, which status sees, and stops when it is asked to', async () => {
    const { ledger, here, enrol, invited } = await frontEnd()
    await here.certledger(...enrol(...invited))
    const { child, end } = running(here)
    await until(() => ledger.heard.some(({ route }) => route.endsWith('sync')))
    expect(await here.refusal('agent', 'run', '--state', 'state', '--once'))
      .toMatchObject({ type: 'AgentRunning', code: 8 })
    expect(await here.json('agent', 'status', '--state', 'state')).toMatchObject({ isRunning: true })
    const start = performance.now()
    child.kill('SIGTERM')
    expect((await end).code).toBe(143)
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it('ends where another process speaks for it', async () => {
    const { ledger, here, enrol, invited } = await frontEnd()
    await here.certledger(...enrol(...invited))
    ledger.refuse = { route: '/v1/agent/start', problem: 'AgentInstanceSuperseded', status: 403 }
    expect(await here.refusal('agent', 'run', '--state', 'state')).toMatchObject({ type: 'LedgerRefused', code: 6 })
  })

  it('switches to a staged certificate by itself at its instant, while no server is there', async () => {
    const { ledger, here, enrol, invited, store } = await frontEnd()
    await here.certledger(...enrol(...invited))
    ledger.mean(a)
    const effectiveAt = plusMs(now(), 6_000)
    ledger.mean(b, { place: 'staged', effectiveAt })
    running(here)
    await until(() => ledger.progress(2) === 'proved')
    await ledger.stop()
    expect(servedFrom(store, 'OAuthTokenIssuer').thumbprint).toBe(a.thumbprint)
    await until(() => servedFrom(store, 'OAuthTokenIssuer').thumbprint === b.thumbprint)
    const lateMs = Date.now() - Date.parse(effectiveAt)
    expect(lateMs).toBeGreaterThanOrEqual(0)
    expect(lateMs).toBeLessThan(5_000)
  })
})

const KILLS = 50
const ROUNDS = 5

describe('an agent that is killed with SIGKILL again and again', () => {
  it('never shows a server half a pair, and in the end proves what is meant', async () => {
    const { ledger, here, enrol, invited, store } = await frontEnd()
    await here.certledger(...enrol(...invited))
    ledger.mean(a)
    ledger.askAgainMs = 1_000
    const link = join(store, 'OAuthTokenIssuer', 'current')
    const reading = startProgram(reader, [link])
    await reading.ready
    let generation = 1
    for (let kill = 0; kill < KILLS || (generation <= ROUNDS && kill < 2 * KILLS); kill += 1) {
      const { child, end } = running(here)
      const heard = ledger.heard.length
      if (kill % 5 !== 4) await until(() => ledger.heard.length > heard)
      await pause(Math.random() * 900)
      child.kill('SIGKILL')
      await end
      if (existsSync(link)) expect(servedFrom(store, 'OAuthTokenIssuer').isPair).toBe(true)
      if (ledger.progress(generation) === 'failed') ledger.again(generation)
      else if (ledger.progress(generation) === 'proved') {
        generation += 1
        ledger.mean(generation % 2 === 0 ? b : a, { generation })
      }
    }
    const { child, end } = running(here)
    await until(() => {
      if (ledger.progress(generation) === 'failed') ledger.again(generation)
      return ledger.progress(generation) === 'proved'
    })
    child.kill('SIGTERM')
    await end
    reading.child.kill('SIGTERM')
    const lines = await reading.lines
    expect(lines.filter((line) => line.startsWith('half'))).toEqual([])
    expect(Number(lines.at(-1)?.replace('read ', ''))).toBeGreaterThan(1_000)
    expect(generation).toBeGreaterThan(ROUNDS)
    expect(ledger.deliveries.every(({ collectedTimes, attempt }) => collectedTimes <= attempt)).toBe(true)
    expect(names(join(store, 'OAuthTokenIssuer', 'generations'))).toHaveLength(1)
  }, 300_000)
})

describe('the state of an agent', () => {
  it('is refused where others may read its keys', async () => {
    const { here, enrol, invited, state } = await frontEnd()
    await here.certledger(...enrol(...invited))
    await here.command('chmod', '0640', join(state, 'keys.json'))
    expect(await here.refusal('agent', 'run', '--state', 'state', '--once'))
      .toMatchObject({ type: 'AgentFileExposed', code: 6, mode: '0640' })
  })

  it('is refused where it is damaged, and nothing is made up', async () => {
    const { here, enrol, invited, state } = await frontEnd()
    await here.certledger(...enrol(...invited))
    for (const name of ['keys.json', 'agent.json']) {
      const before = readFileSync(join(state, name))
      writeFileSync(join(state, name), '{}')
      expect(await here.refusal('agent', 'run', '--state', 'state', '--once'))
        .toMatchObject({ type: 'AgentFileUnusable', reason: 'DAMAGED' })
      writeFileSync(join(state, name), before)
    }
  })
})
