import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { agentDesk } from '../../support/agent/agent-desk.js'
import { realCertificate, type RealCertificate } from '../../support/ledger/real-certificates.js'

const a = realCertificate('a.contoso.com')
const b = realCertificate('b.contoso.com')
const byHand = realCertificate('by-hand.contoso.com')

/** An agent with one certificate in force; what somebody does to its store is seen by the next report. */
const watched = async () => {
  const desk = await agentDesk()
  desk.ledger.mean(a)
  await desk.round()
  const role = join(desk.store, 'OAuthTokenIssuer')
  const put = (name: string, bytes: string | Uint8Array) => { writeFileSync(join(role, name), bytes) }
  const seen = async () => {
    await desk.round()
    return desk.ledger.seen()
  }
  const found = async () => {
    const all = (await seen()) as ReadonlyArray<{ readonly place: string | null }>
    return all.filter(({ place }) => place === null)
  }
  return { ...desk, role, put, seen, found }
}

const halves = ({ pem }: RealCertificate): readonly [string, string] => {
  const [certificate = '', key = ''] = Buffer.from(pem).toString().split(/(?=-----BEGIN PRIVATE)/)
  return [certificate, key]
}
const keyOf = (real: RealCertificate): string => halves(real)[1]
const certificateOf = (real: RealCertificate): string => halves(real)[0]
const derOf = (real: RealCertificate): Uint8Array =>
  Buffer.from(certificateOf(real).replace(/-----[^\n]*\n/g, ''), 'base64')

type Planted = readonly [string, () => string | Uint8Array, string]

const readable: ReadonlyArray<Planted> = [
  ['a.pem', () => byHand.pem, 'usable'],
  ['a.crt', () => certificateOf(byHand), 'missing'],
  ['A.CER', () => derOf(byHand), 'missing'],
]

const unreadable: ReadonlyArray<Planted> = [
  ['a.key', () => keyOf(byHand), 'usable'],
  ['a.pem', () => `${certificateOf(byHand)}${keyOf(b)}`, 'otherKey'],
  ['a.pem', () => 'nothing of the kind', 'unreadable'],
  ['a.der', () => '', 'unreadable'],
  ['a.pfx', () => Buffer.alloc(500_000, 1), 'unreadable'],
]

describe('the report of a store', () => {
  it('has a PFX that was copied there by hand, with its certificate', async () => {
    const { put, found } = await watched()
    put('server.pfx', byHand.pfx('\n'))
    expect(await found()).toMatchObject([
      {
        role: 'OAuthTokenIssuer', place: null, privateKey: 'usable', file: join('OAuthTokenIssuer', 'server.pfx'),
        certificate: { thumbprint: byHand.thumbprint, subject: 'CN=by-hand.contoso.com' },
      },
    ])
  })

  it('has a PFX whose password it does not know, without a certificate', async () => {
    const { put, found } = await watched()
    put('server.p12', byHand.pfx('secret'))
    expect(await found()).toMatchObject([{ certificate: null, privateKey: 'unreadable' }])
  })

  it.each(readable)('has %s with the certificate that it holds', async (name, bytes, privateKey) => {
    const { put, found } = await watched()
    put(name, bytes())
    expect(await found()).toMatchObject([{ certificate: { thumbprint: byHand.thumbprint }, privateKey }])
  })

  it.each(unreadable)('has %s without a certificate where none can be told', async (name, bytes, privateKey) => {
    const { put, found } = await watched()
    put(name, bytes())
    expect(await found()).toMatchObject([{ certificate: null, privateKey }])
  })

  it('has what lies deeper, among the generations too, and nothing beyond the third level', async () => {
    const { role, found } = await watched()
    for (const place of ['backup', join('backup', 'old'), join('backup', 'old', 'older'), 'generations']) {
      mkdirSync(join(role, place), { recursive: true })
      writeFileSync(join(role, place, 'copy.pem'), byHand.pem)
    }
    expect((await found()).map((entry) => (entry as unknown as { file: string }).file)).toEqual([
      join('OAuthTokenIssuer', 'backup', 'copy.pem'),
      join('OAuthTokenIssuer', 'backup', 'old', 'copy.pem'),
      join('OAuthTokenIssuer', 'generations', 'copy.pem'),
    ])
  })

  it('has no more than 100 files of a role', async () => {
    const { put, found } = await watched()
    for (let n = 0; n < 150; n += 1) put(`${String(n)}.crt`, 'x')
    expect(await found()).toHaveLength(100)
  })

  it('waits for no pipe, follows no endless file, and leaves out what is no file of certificates', async () => {
    const { role, put, found } = await watched()
    symlinkSync('/dev/zero', join(role, 'endless.pem'))
    symlinkSync('/proc/self/environ', join(role, 'environment.pem'))
    symlinkSync('.', join(role, 'loop.pem'))
    put('README.txt', 'hello')
    expect(await found()).toMatchObject([{ certificate: null, privateKey: 'unreadable' }])
  })

  it('tells the same again, and another thing once the file has changed', async () => {
    const { put, found } = await watched()
    put('a.pem', byHand.pem)
    const before = await found()
    expect(await found()).toEqual(before)
    put('a.pem', b.pem)
    expect(await found()).toMatchObject([{ certificate: { thumbprint: b.thumbprint } }])
  })

  it('tells of a place as a server finds it: key gone, garbled, or another one', async () => {
    const { role, seen } = await watched()
    const key = join(role, 'current', 'key.pem')
    writeFileSync(key, keyOf(b))
    expect(await seen()).toMatchObject([{ place: 'current', privateKey: 'otherKey', certificate: {} }])
    writeFileSync(key, 'garbled')
    expect(await seen()).toMatchObject([{ place: 'current', privateKey: 'unreadable' }])
    rmSync(key)
    expect(await seen()).toMatchObject([{ place: 'current', privateKey: 'missing' }])
    rmSync(join(role, 'current', 'certificate.pem'))
    expect(await seen()).toMatchObject([{ place: 'current', certificate: null, privateKey: 'missing' }])
  })

  it('tells of a certificate that was put over the own one', async () => {
    const { role, seen } = await watched()
    writeFileSync(join(role, 'current', 'certificate.pem'), certificateOf(b))
    expect(await seen()).toMatchObject([{ place: 'current', certificate: { thumbprint: b.thumbprint } }])
  })

  it('makes a link whole again that somebody turned elsewhere', async () => {
    const { role, seen } = await watched()
    const elsewhere = join(role, 'elsewhere')
    mkdirSync(elsewhere)
    cpSync(join(role, 'current', 'certificate.pem'), join(elsewhere, 'certificate.pem'))
    unlinkSync(join(role, 'current'))
    symlinkSync('elsewhere', join(role, 'current'))
    expect(await seen()).toMatchObject([
      { place: 'current', certificate: { thumbprint: a.thumbprint }, privateKey: 'usable' },
      { place: null, certificate: { thumbprint: a.thumbprint }, privateKey: 'missing' },
    ])
  })

  it.each([
    ['gone', (manifest: string) => rmSync(manifest)],
    ['garbled', (manifest: string) => writeFileSync(manifest, '{')],
    ['not a manifest', (manifest: string) => writeFileSync(manifest, '{"version":9}')],
    ['a directory', (manifest: string) => { renameSync(manifest, `${manifest}.old`); mkdirSync(manifest) }],
  ])('is the same where the manifest is %s, and nothing in use is lost', async (_, damage) => {
    const { role, seen, ledger, news } = await watched()
    damage(join(role, 'manifest.json'))
    expect(await seen()).toMatchObject([{ place: 'current', privateKey: 'usable' }])
    expect(ledger.deliveries.map(({ collectedTimes }) => collectedTimes)).toEqual([1])
    expect(news.filter(({ level }) => level === 'alarm')).toEqual([])
  })
})
