import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { plusMs } from '../../../domain/values/instant.js'
import { agentDesk, names, servedFrom } from '../../support/agent/agent-desk.js'
import { web } from '../../support/agent/fake-ledger.js'
import { HOUR_MS } from '../../support/instants.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'

const a = realCertificate('a.contoso.com')
const b = realCertificate('b.contoso.com')
const c = realCertificate('c.contoso.com')
const mode = (path: string): number => statSync(path).mode & 0o777

describe('an agent at work', () => {
  it('collects what is requested, installs it, proves it and reports it in one round', async () => {
    const { ledger, store, round } = await agentDesk()
    ledger.mean(a)
    expect(E.isRight(await round())).toBe(true)
    expect(ledger.outcomes()).toEqual(['installed', 'proved'])
    expect(ledger.progress(1)).toBe('proved')
    expect(servedFrom(store, 'OAuthTokenIssuer')).toMatchObject({ thumbprint: a.thumbprint, isPair: true })
  })

  it.each(['RSA 2048', 'P-256', 'P-384', 'Ed25519'] as const)('proves a key of the kind %s', async (kind) => {
    const { ledger, round } = await agentDesk()
    ledger.mean(realCertificate('kind.contoso.com', kind))
    await round()
    expect(ledger.progress(1)).toBe('proved')
  })

  it('tells the ledger what the store holds after the installation, in the same round', async () => {
    const { ledger, round } = await agentDesk()
    ledger.mean(a)
    await round()
    expect(ledger.seen()).toMatchObject([
      {
        role: 'OAuthTokenIssuer', place: 'current', privateKey: 'usable', file: null,
        certificate: { thumbprint: a.thumbprint, subject: 'CN=a.contoso.com' },
      },
    ])
  })

  it('writes files that openssl opens, the secret ones for their owner alone', async () => {
    const { ledger, store, round } = await agentDesk()
    ledger.mean(a)
    await round()
    const current = join(store, 'OAuthTokenIssuer', 'current')
    expect(names(current)).toEqual([
      'certificate.cer', 'certificate.pem', 'certificate.pfx', 'key.pem', 'pfx.password',
    ])
    for (const secret of ['key.pem', 'certificate.pfx', 'pfx.password']) expect(mode(join(current, secret))).toBe(0o600)
    const openssl = (...args: ReadonlyArray<string>) => execFileSync('openssl', args).toString()
    const opener = ['-passin', `file:${join(current, 'pfx.password')}`]
    const fromPfx = openssl('pkcs12', '-in', join(current, 'certificate.pfx'), ...opener, '-nokeys')
    expect(fromPfx).toContain('a.contoso.com')
    expect(openssl('x509', '-inform', 'DER', '-in', join(current, 'certificate.cer'), '-noout', '-subject'))
      .toContain('a.contoso.com')
    const publicHalf = openssl('pkey', '-in', join(current, 'key.pem'), '-pubout')
    expect(openssl('x509', '-in', join(current, 'certificate.pem'), '-noout', '-pubkey')).toBe(publicHalf)
  })

  it('keeps the modes and the PKCS#12 password of what it replaces', async () => {
    const { ledger, store, round } = await agentDesk()
    ledger.mean(a)
    await round()
    const current = join(store, 'OAuthTokenIssuer', 'current')
    const password = readFileSync(join(current, 'pfx.password'), 'utf8')
    chmodSync(join(current, 'key.pem'), 0o640)
    chmodSync(join(current, 'certificate.pem'), 0o600)
    ledger.mean(b)
    await round()
    expect(servedFrom(store, 'OAuthTokenIssuer').thumbprint).toBe(b.thumbprint)
    expect([mode(join(current, 'key.pem')), mode(join(current, 'certificate.pem'))]).toEqual([0o640, 0o600])
    expect(readFileSync(join(current, 'pfx.password'), 'utf8')).toBe(password)
  })

  it('keeps what is previous and staged beside it, and removes what is not meant any more', async () => {
    const { ledger, store, round, clock } = await agentDesk()
    ledger.mean(a)
    await round()
    ledger.place(1, 'previous')
    ledger.mean(b)
    ledger.mean(c, { place: 'staged', effectiveAt: plusMs(clock.now(), HOUR_MS) })
    await round()
    const role = join(store, 'OAuthTokenIssuer')
    expect(['current', 'previous', 'staged'].map((place) => servedFrom(store, 'OAuthTokenIssuer', place).thumbprint))
      .toEqual([b.thumbprint, a.thumbprint, c.thumbprint])
    ledger.deliveries = ledger.deliveries.filter(({ place }) => place === 'current')
    await round()
    expect(names(role)).toEqual(['current', 'generations', 'manifest.json'])
    expect(names(join(role, 'generations'))).toHaveLength(1)
  })

  it('leaves the current certificate in force until its successor has arrived', async () => {
    const { ledger, store, round } = await agentDesk()
    ledger.mean(a)
    await round()
    ledger.tampering = { sealed: (jwe) => jwe.slice(0, -4) }
    ledger.mean(b)
    await round()
    expect(servedFrom(store, 'OAuthTokenIssuer')).toMatchObject({ thumbprint: a.thumbprint, isPair: true })
    expect(ledger.outcomes()).toEqual(['installed', 'proved', 'failed SEAL_NOT_OPENED'])
  })

  it('installs a whole copy when it is asked for once more', async () => {
    const { ledger, store, round } = await agentDesk()
    ledger.mean(a)
    await round()
    rmSync(join(servedFrom(store, 'OAuthTokenIssuer').directory, 'key.pem'))
    ledger.again(1)
    await round()
    expect(ledger.progress(1)).toBe('proved')
    expect(servedFrom(store, 'OAuthTokenIssuer').isPair).toBe(true)
    expect(names(join(store, 'OAuthTokenIssuer', 'generations'))).toHaveLength(1)
  })

  it('collects nothing twice, and does nothing where nothing is to be done', async () => {
    const { ledger, round } = await agentDesk()
    ledger.mean(a)
    ledger.mean(b, { slot: web })
    await round()
    await round()
    await round()
    expect(ledger.deliveries.map(({ collectedTimes }) => collectedTimes)).toEqual([1, 1])
    expect(ledger.results).toHaveLength(4)
  })

  it('collects once what is meant for two places, and keeps it while either is meant', async () => {
    const { ledger, round, store, clock, news } = await agentDesk()
    ledger.mean(a)
    ledger.mean(b, { place: 'previous' })
    ledger.meanToo(2, 'staged', plusMs(clock.now(), HOUR_MS))
    await round()
    expect(ledger.deliveries.map(({ collectedTimes }) => collectedTimes)).toEqual([1, 1, 1])
    expect(news.filter(({ level }) => level !== 'info')).toEqual([])
    const places = ['current', 'previous', 'staged'] as const
    const shown = () => places.map((place) => servedFrom(store, 'OAuthTokenIssuer', place).thumbprint)
    expect(shown()).toEqual([a.thumbprint, b.thumbprint, b.thumbprint])
    await ledger.stop()
    clock.move(HOUR_MS)
    await round()
    expect(servedFrom(store, 'OAuthTokenIssuer').thumbprint).toBe(b.thumbprint)
    expect(servedFrom(store, 'OAuthTokenIssuer', 'previous').thumbprint).toBe(a.thumbprint)
  })

  it('reports a key that was handed out and never came, so that it is asked for anew', async () => {
    const { ledger, round } = await agentDesk()
    ledger.mean(a)
    ledger.change(1, () => ({ progress: 'collected' }))
    await round()
    expect(ledger.outcomes()).toEqual(['failed KEY_NOT_RECEIVED'])
    ledger.again(1)
    await round()
    expect(ledger.progress(1)).toBe('proved')
  })

  it('finishes a delivery whose process died between installing and reporting', async () => {
    const { ledger, round, close } = await agentDesk()
    ledger.mean(a)
    ledger.refuse = { route: '/v1/agent/report', problem: 'ServerBusy', status: 503 }
    await round()
    await close()
    ledger.refuse = null
    await round()
    expect(ledger.deliveries.map(({ progress, collectedTimes }) => [progress, collectedTimes])).toEqual([['proved', 1]])
  })

  it('reports what cannot be written, and goes on with the other roles', async () => {
    const { ledger, store, round } = await agentDesk()
    await round()
    execFileSync('mkdir', ['-p', join(store, 'OAuthTokenIssuer', 'current')])
    ledger.mean(a)
    ledger.mean(b, { slot: web })
    await round()
    expect(ledger.outcomes()).toContain('failed STORE_EEXIST')
    expect(servedFrom(store, 'WebServicesExternal').thumbprint).toBe(b.thumbprint)
  })

  it('forgets a result that the ledger refuses for itself, and reports those behind it', async () => {
    const { ledger, round, news } = await agentDesk()
    ledger.mean(a, { generation: 7 })
    ledger.refuse = { route: '/v1/agent/report', problem: 'ServerBusy', status: 503 }
    await round()
    ledger.refuse = null
    ledger.deliveries = []
    ledger.mean(b, { slot: web, generation: 8 })
    await round()
    expect(news.filter(({ event }) => event === 'resultNotTaken')).toHaveLength(2)
    expect(ledger.progress(8)).toBe('proved')
  })
})
