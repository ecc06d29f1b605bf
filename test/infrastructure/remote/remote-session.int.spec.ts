import { describe, expect, it, onTestFinished } from 'vitest'
import type { CommandName } from '../../../application/commands/catalogue.js'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import type { AccessRole } from '../../../domain/values/access-role.js'
import { beginning } from '../../../domain/values/position.js'
import { remoteSession } from '../../../infrastructure/remote/remote-session.js'
import { uuidSource } from '../../../infrastructure/system/ids.js'
import type { QuestionAnswer, Session } from '../../../infrastructure/system/session.js'
import { documentOf } from '../../../infrastructure/wording/document.js'
import { problemOf } from '../../../infrastructure/wording/problem.js'
import type { QuestionName } from '../../../projections/questions/catalogue.js'
import { serving, type ServingOptions } from '../../support/http/running-server.js'
import { realCertificate, subjectInPfx } from '../../support/ledger/real-certificates.js'
import { alice } from '../../support/ledger/memory-ledger.js'
import { must } from '../../support/log-reading.js'

const password = (text: string | Uint8Array) => secretOf(Buffer.from(text))
const present = { at: null, knownAt: null }

const farSide = (url: string, token: string): Session => {
  const session = remoteSession({ server: new URL(url), token: password(token), authorities: null, client: null })
  onTestFinished(session.close)
  return session
}

/** The same ledger twice: as the server has it, and as it is seen from afar. */
const twoSides = async (role: AccessRole = 'administrator', options: ServingOptions = {}) => {
  const server = await serving(options)
  return { near: server.service, far: farSide(server.url, await server.tokenFor(role)), server }
}

/** What two answers to the same question share whenever they were given. */
const withoutNow = (name: QuestionName, answer: QuestionAnswer) => {
  const { at: _at, knownAt: _knownAt, ...content } = documentOf(name, answer)
  return content
}

/** A document with its instants left out. */
const timeless = (document: unknown): unknown =>
  JSON.parse(JSON.stringify(document).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '-'))

const first = realCertificate('oauth-2026.contoso.com', 'RSA 2048')
const importing = { file: first.pfx('in'), fileName: 'first.pfx', password: password('in'), type: 'OAuthTokenIssuer' }

describe('A session over HTTP', () => {
  it('answers a command as the server itself would, with what each event says', async () => {
    const { near, far } = await twoSides()
    const told = must(await far.command('ImportCertificate', importing, { ...alice, reason: 'first', ticket: 'C-1' })())
    expect(told.events.map(({ type, summary }) => [type, summary?.['thumbprint']])).toEqual([
      ['CertificateImported', first.thumbprint], ['CertificateAssigned', first.thumbprint],
    ])
    expect(told).toMatchObject({ dryRun: false, certificate: { thumbprint: first.thumbprint, hasPrivateKey: true } })
    const log = must(await near.question('Log', { newest: 2 }, present)())
    expect(log['entries']).toMatchObject([{ reason: 'first', ticket: 'C-1', origin: { face: 'http' } }, {}])
  })

  it('tries a command without recording it, and tells what it would record', async () => {
    const { near, far } = await twoSides()
    const dry = { ...alice, dryRun: true }
    const [here, there] = [
      must(await near.command('ImportCertificate', importing, dry)()),
      must(await far.command('ImportCertificate', importing, dry)()),
    ]
    expect(timeless(documentOf('Command', there))).toEqual(timeless(documentOf('Command', here)))
    expect(there.planned).toHaveLength(2)
  })

  it('tells findings in the words of the server', async () => {
    const { near, far } = await twoSides()
    const dry = { ...alice, dryRun: true }
    const soon = { ...importing, type: 'Default', identity: 'fe01.contoso.com' }
    const here = documentOf('Command', must(await near.command('ImportCertificate', soon, dry)()))
    const there = documentOf('Command', must(await far.command('ImportCertificate', soon, dry)()))
    expect(here['findings']).not.toEqual([])
    expect(there['findings']).toEqual(here['findings'])
  })

  it('answers questions with the same content, now and as of a moment', async () => {
    const { near, far } = await twoSides()
    must(await far.command('ImportCertificate', importing, alice)())
    const asked: ReadonlyArray<readonly [QuestionName, Readonly<Record<string, unknown>>]> = [
      ['GetCertificate', { type: ['OAuthTokenIssuer', 'Default'], identity: 'fe01.contoso.com' }],
      ['ListCertificates', { state: ['inForce'] }], ['Log', { newest: 5 }], ['ListRolls', { all: true }],
      ['ShowSite', {}], ['ShowCertificate', { thumbprint: first.thumbprint }],
    ]
    for (const [name, input] of asked) {
      for (const moment of [present, { at: null, knownAt: beginning }]) {
        const [here, there] = [await near.question(name, input, moment)(), await far.question(name, input, moment)()]
        if (E.isRight(here)) expect(withoutNow(name, must(there))).toEqual(withoutNow(name, here.right))
        else expect(E.isLeft(there) && problemOf(there.left)).toEqual(problemOf(here.left))
      }
    }
  })

  it.each<readonly [CommandName, Readonly<Record<string, unknown>>]>([
    ['CancelRoll', { type: 'OAuthTokenIssuer' }],
    ['AssignCertificate', { type: 'OAuthTokenIssuer', thumbprint: 'AB'.repeat(20) }],
    ['AssignCertificate', { type: 'OAuthTokenIssuer', identity: 'fe01.contoso.com', thumbprint: 'x', colour: 'red' }],
    ['ImportCertificate', { ...importing, password: password('wrong') }],
    ['ImportCertificate', { file: first.pfx('in'), fileName: 'first.pfx' }],
    ['ImportCertificate', { file: Buffer.from('no certificate'), fileName: 'first.pfx' }],
    ['ConfigureSite', {}],
  ])('tells the refusal of %s with the same type, words, facts and ending', async (name, input) => {
    const { near, far } = await twoSides()
    const here = await near.command(name, input, alice)()
    const there = await far.command(name, input, alice)()
    expect(E.isLeft(here) && E.isLeft(there) && problemOf(there.left)).toEqual(E.isLeft(here) && problemOf(here.left))
  })

  it('hands out a file with its private key, and a token, once', async () => {
    const { far } = await twoSides()
    must(await far.command('ImportCertificate', importing, alice)())
    const exporting = { thumbprint: first.thumbprint, password: password('out') }
    const { file } = must(await far.command('ExportCertificate', exporting, alice)())
    expect(subjectInPfx(file?.bytes ?? new Uint8Array(), 'out')).toContain('oauth-2026.contoso.com')
    const { token } = must(await far.command('GrantAccess', { subject: 'carol', roles: ['auditor'] }, alice)())
    expect(Buffer.from(token?.text?.reveal() ?? '').toString()).toMatch(/^clt_[a-z2-7]{16}_/)
  })

  it('refuses a password that is no UTF-8 before anything is sent', async () => {
    const { far } = await twoSides()
    const input = { ...importing, password: password(Uint8Array.of(0xff, 0xfe)) }
    expect(await far.command('ImportCertificate', input, alice)()).toMatchObject({
      left: { _tag: 'InputNotUnderstood', problems: [{ field: 'password', problem: { _tag: 'NotText' } }] },
    })
  })

  it('sends a command only while its stream stands where it was seen', async () => {
    const { far } = await twoSides()
    must(await far.command('ConfigureSite', { sipDomains: ['contoso.com'] }, alice)())
    const seen = { stream: 'site', revision: 7 }
    const later = await far.command('ConfigureSite', { sipDomains: ['contoso.net'] }, { ...alice, seen })()
    expect(later).toMatchObject({ left: { _tag: 'ToldByServer', type: 'RevisionDiffers', status: 412 } })
  })

  it('takes the same command id for the same command', async () => {
    const { near, far } = await twoSides()
    const commandId = uuidSource.fresh()
    must(await far.command('GrantAccess', { subject: 'carol', roles: ['auditor'] }, alice)())
    const rotate = () => far.command('RotateToken', { subject: 'carol' }, { ...alice, commandId })()
    for (const _ of ['sent', 'sent again']) must(await rotate())
    const log = must(await near.question('Log', { event: 'TokenRotated' }, present)())
    expect(log['entries']).toHaveLength(1)
  })

  it('cares for the ledger: rolls, vault, records and read side', async () => {
    const { near, far } = await twoSides()
    const { position } = must(await far.command('ImportCertificate', importing, alice)())
    expect(await far.activateDueRolls()()).toEqual(E.right([]))
    expect(await far.nextEffectiveInstant()()).toEqual(E.right(null))
    expect(await far.auditVault()()).toEqual(await near.auditVault()())
    expect(await far.sweepVault()()).toEqual(E.right([]))
    expect(await far.verifyRecords(() => undefined)()).toEqual(E.right(position))
    expect(await far.rebuildReadSide(() => undefined)()).toMatchObject({ right: { events: position, unchanged: true } })
  })

  it('leaves the vault and the records to administrators, and tells others why', async () => {
    const { far } = await twoSides('operator')
    const forbidden = { left: { _tag: 'ToldByServer', type: 'Forbidden', status: 403 } }
    expect(await far.activateDueRolls()()).toEqual(E.right([]))
    expect(await far.auditVault()()).toMatchObject(forbidden)
    expect(await far.verifyRecords(() => undefined)()).toMatchObject(forbidden)
    expect(await far.command('GrantAccess', { subject: 'x', roles: ['auditor'] }, alice)()).toMatchObject(forbidden)
  })

  it('ends what a token no longer lets in with the exit code of a denial', async () => {
    const { server } = await twoSides()
    const far = farSide(server.url, `clt_${'a'.repeat(16)}_${'A'.repeat(43)}`)
    const outcome = await far.question('ShowSite', {}, present)()
    expect(outcome).toMatchObject({ left: { type: 'Unauthenticated', facts: { because: 'unknown' } } })
    expect(E.isLeft(outcome) && problemOf(outcome.left).exitCode).toBe(6)
  })
})
