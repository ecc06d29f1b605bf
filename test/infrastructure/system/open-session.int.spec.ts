import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { E } from '../../../application/prelude.js'
import { ask, freshLedger, openLedger, passphrase, sendTo, tryToOpen } from '../../support/ledger/disk-ledger.js'
import { realCertificate, subjectInPfx } from '../../support/ledger/real-certificates.js'
import { configuring, password } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const contoso = configuring({ sipDomains: ['contoso.com'] })

const importOf = (file: Uint8Array, input: Readonly<Record<string, unknown>> = {}) =>
  ({ name: 'ImportCertificate', input: { file, ...input } }) as const

describe('A ledger that is opened', () => {
  it('is made where there is none, for its owner alone', async () => {
    const directory = freshLedger()
    await openLedger(directory)
    const names = readdirSync(directory).filter((name) => !name.startsWith('events.sqlite-'))
    expect(names).toEqual(['events.sqlite', 'read-side'])
    expect(statSync(directory).mode & 0o777).toBe(0o700)
  })

  it('is LogUnavailable with ENOENT where there is none and none is to be made', async () => {
    const directory = freshLedger()
    const none = E.left({ _tag: 'LogUnavailable', path: join(directory, 'events.sqlite'), reason: 'ENOENT' })
    expect(await tryToOpen(directory, { create: false })).toEqual(none)
    expect(existsSync(directory)).toBe(false)
    mkdirSync(directory)
    expect(await tryToOpen(directory, { create: false })).toEqual(none)
    expect(readdirSync(directory)).toEqual([])
  })

  it('says after close that it is closed, to commands and questions', async () => {
    const session = await openLedger(freshLedger())
    await session.close()
    await session.close()
    expect(await sendTo(session, contoso)).toMatchObject({ left: { _tag: 'LogUnavailable', reason: 'CLOSED' } })
    expect(await ask(session, 'ShowSite')).toMatchObject({ left: { reason: 'CLOSED' } })
  })

  it('has after it was opened again all that was recorded', async () => {
    const directory = freshLedger()
    const first = await openLedger(directory)
    must(await sendTo(first, contoso))
    await first.close()
    const again = await openLedger(directory)
    expect(must(await ask(again, 'ShowSite'))).toMatchObject({ position: 1, site: { realm: 'contoso.com' } })
  })

  it('lets go of the log where the read side cannot be opened', async () => {
    const directory = freshLedger()
    await (await openLedger(directory)).close()
    rmSync(join(directory, 'read-side'), { recursive: true })
    writeFileSync(join(directory, 'read-side'), 'a file in the way')
    expect(await tryToOpen(directory)).toMatchObject({ left: { _tag: 'ReadSideUnavailable', reason: 'EEXIST' } })
    expect(readdirSync(directory).sort()).toEqual(['events.sqlite', 'read-side'])
  })
})

describe('An answer to a command', () => {
  it('names its events, the position that it was answered from, and the clock', async () => {
    const session = await openLedger(freshLedger())
    const begin = new Date().toISOString()
    const answer = must(await sendTo(session, contoso))
    expect(answer).toMatchObject({
      events: [{ type: 'SiteConfigured', stream: 'site', revision: 0, position: 1, summary: { realm: 'contoso.com' } }],
      findings: [], dryRun: false, position: 1, at: answer.knownAt,
    })
    expect(answer).not.toHaveProperty('planned')
    expect(answer.at >= begin && answer.at <= new Date().toISOString()).toBe(true)
  })

  it('to a repeat names no event, and the head', async () => {
    const session = await openLedger(freshLedger())
    must(await sendTo(session, contoso))
    must(await sendTo(session, { name: 'RegisterFrontEnd', input: { fqdn: 'fe01.contoso.com' } }))
    expect(must(await sendTo(session, contoso))).toMatchObject({ events: [], position: 2 })
  })

  it('to a dry run shows the content of the events that it would record', async () => {
    const session = await openLedger(freshLedger())
    expect(must(await sendTo(session, { ...contoso, asked: { dryRun: true } }))).toMatchObject({
      events: [{ type: 'SiteConfigured', revision: 0, position: null }],
      planned: [{ type: 'SiteConfigured', stream: 'site', data: { realm: 'contoso.com' } }],
      dryRun: true, position: 0,
    })
  })
})

describe('A whole ledger', () => {
  it('imports a PFX, assigns it, and exports it again as a PFX that OpenSSL opens', async () => {
    const { pfx, thumbprint } = realCertificate('fe01.contoso.com')
    const session = await openLedger(freshLedger())
    const slot = { type: 'Default', identity: 'fe01.contoso.com' }
    const sent = importOf(pfx('in'), { password: password('in'), ...slot })
    expect(must(await sendTo(session, sent)).certificate).toMatchObject({ thumbprint, hasPrivateKey: true })
    expect(must(await ask(session, 'GetCertificate', slot))).toMatchObject({
      position: 2, slots: [{ current: { thumbprint, hasPrivateKey: true }, previous: null, staged: null }],
    })
    const input = { thumbprint, password: password('out') }
    const { file } = must(await sendTo(session, { name: 'ExportCertificate', input }))
    expect(subjectInPfx(file?.bytes ?? new Uint8Array(), 'out')).toContain('fe01.contoso.com')
  })

  it('under a passphrase keeps keys that open only with it', async () => {
    const directory = freshLedger()
    const { pem, thumbprint } = realCertificate('fe01.contoso.com')
    const first = await openLedger(directory, passphrase('tulip'))
    must(await sendTo(first, importOf(pem)))
    await first.close()
    const exporting = { name: 'ExportCertificate', input: { thumbprint, password: password('out') } } as const
    const without = await openLedger(directory)
    expect(await sendTo(without, exporting)).toEqual(E.left({ _tag: 'VaultPassphraseRequired' }))
    const wrong = await openLedger(directory, passphrase('rose'))
    expect(await sendTo(wrong, exporting)).toEqual(E.left({ _tag: 'VaultPassphraseWrong' }))
    const right = await openLedger(directory, passphrase('tulip'))
    expect(must(await sendTo(right, exporting)).file).toBeDefined()
  })

  it('reads only so many files at once, however many are imported', async () => {
    const session = await openLedger(freshLedger())
    const files = Array.from({ length: 10 }, (_, nth) => realCertificate(`fe${nth}.contoso.com`).pem)
    const running = { now: 0, most: 0 }
    const count = (worker: Worker): void => {
      running.now += 1
      running.most = Math.max(running.most, running.now)
      worker.once('exit', () => (running.now -= 1))
    }
    process.on('worker', count)
    onTestFinished(() => void process.off('worker', count))
    for (const answer of await Promise.all(files.map((file) => sendTo(session, importOf(file))))) must(answer)
    expect(running.most).toBeGreaterThan(1)
    expect(running.most).toBeLessThanOrEqual(4)
  })
})
