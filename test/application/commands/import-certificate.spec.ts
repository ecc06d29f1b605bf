import { describe, expect, it } from 'vitest'
import { factsOf } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'
import { keyOf, trueFactsOf } from '../../support/ledger/fake-certificates.js'
import { given, keysIn, lived } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger } from '../../support/ledger/memory-ledger.js'
import {
  askedAs, destroying, dry, importing, password, printOf,
} from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const refOf = (name: string, generation = 1) => `local:${factsOf(name).thumbprintSha256}.${generation}`
const issuer = { facts: factsOf('issuer', { subject: 'CN=Contoso Issuing CA' }), der: 'aXNzdWVy' }
const root = { facts: factsOf('root', { subject: 'CN=Contoso Root CA', isSelfSigned: true }), der: 'cm9vdA==' }

describe('ImportCertificate', () => {
  it('records the certificate as the file tells it, and where its key is kept', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A', { fileName: 'a.pfx' })])
    expect(await ledger.events()).toMatchObject([{
      type: 'CertificateImported',
      data: {
        facts: trueFactsOf('A'),
        der: 'bGVhZg==',
        chain: [{ der: 'cm9vdA==', subject: 'CN=Contoso Root CA', signatureHash: 'SHA-2', isSelfSigned: true }],
        privateKey: { ref: refOf('A'), spkiDigest: trueFactsOf('A').spkiDigest, generation: 1 },
        format: 'PKCS#12',
        fileName: 'a.pfx',
        friendlyName: 'The certificate A',
        importedAt: instant(beginsAt),
      },
    }])
  })

  it('puts the key into the vault, and nowhere else', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A')])
    const [entry, ...others] = must(await ledger.ports.keyVault.list()())
    expect(others).toEqual([])
    expect(entry?.ref).toBe(refOf('A'))
    if (entry === undefined) return
    const kept = must(await ledger.ports.keyVault.open(entry.ref)()).reveal()
    expect(Buffer.from(kept).equals(keyOf('A'))).toBe(true)
  })

  it('tells the certificate, and whether its key is kept', async () => {
    const withKey = await given().when(importing('A')).result()
    expect(must(withKey).certificate).toEqual({ ...trueFactsOf('A'), hasPrivateKey: true })
    const without = await given().when(importing({ name: 'A', withKey: false })).result()
    expect(must(without).certificate).toMatchObject({ thumbprint: printOf('A'), hasPrivateKey: false })
    const keptBefore = await given(importing('A')).when(importing({ name: 'A', withKey: false })).result()
    expect(must(keptBefore).certificate).toMatchObject({ hasPrivateKey: true })
  })

  it('repeated records nothing, and keeps the one key', async () => {
    await given(importing('A')).when(importing('A')).recordsNothing()
    const ledger = memoryLedger()
    await lived(ledger, [importing('A'), importing('A')])
    expect(await keysIn(ledger)).toEqual([refOf('A')])
  })

  it('records a key that was missing until now', async () => {
    await given(importing({ name: 'A', withKey: false })).when(importing('A')).records('PrivateKeyImported A')
  })

  it('records a chain that is longer than the one known, and not a shorter one', async () => {
    const [short, long] = [{ name: 'A', chain: [root] }, { name: 'A', chain: [issuer, root] }]
    await given(importing(short)).when(importing(long)).records('ChainCompleted A')
    await given(importing(long)).when(importing(short)).recordsNothing()
  })

  it('tells what strikes about the certificate, and refuses none of it', async () => {
    await given().when(importing({ name: 'A', facts: { keySize: 1024 } })).tells('KeyTooShort')
    const soon = { notAfter: instant('2026-06-20') }
    await given().when(importing({ name: 'A', facts: soon })).tells('CertificateExpiresSoon')
    await given().when(importing('A')).tells()
  })
})

describe('ImportCertificate refuses', () => {
  it('a wrong password, and a file that is none', async () => {
    const locked = { name: 'A', password: 'right' }
    await given().when(importing(locked, { password: password('right') })).records('CertificateImported A')
    await given()
      .when(importing(locked, { password: password('wrong') }))
      .rejects({ _tag: 'WrongPassword', format: 'PKCS#12' })
    await given()
      .when({ name: 'ImportCertificate', input: { file: new TextEncoder().encode('no file') } })
      .rejects({ _tag: 'NotACertificateFile', looksLike: 'unknown' })
  })

  it('an identity, a date or --roll without a type', async () => {
    for (const input of [{ identity: 'global' }, { effectiveDate: '2026-07-01' }, { roll: true }]) {
      await given().when(importing('A', input)).rejects({ _tag: 'RoleMissing' })
    }
  })

  it('input that is missing, misspelt or not what it should be, all of it at once', async () => {
    await given().when({ name: 'ImportCertificate', input: { pasword: 'x', thumbprint: 'xyz' } }).rejects({
      _tag: 'InputNotUnderstood',
      problems: [
        { field: 'file', problem: { _tag: 'Missing' } },
        {
          field: 'thumbprint',
          problem: { _tag: 'ThumbprintNotUnderstood', text: 'xyz', digits: 0, expectedDigits: [40, 64] },
        },
      ],
      unknown: ['pasword'],
    })
  })

  it('a password that was not wrapped, and one beyond 4,096 bytes', async () => {
    const problem = (problem: { _tag: 'NotText' } | { _tag: 'TooLong'; limit: number; actual: number }) => ({
      _tag: 'InputNotUnderstood' as const, problems: [{ field: 'password', problem }], unknown: [],
    })
    await given().when(importing('A', { password: 'bare' })).rejects(problem({ _tag: 'NotText' }))
    await given()
      .when(importing('A', { password: password('x'.repeat(4_097)) }))
      .rejects(problem({ _tag: 'TooLong', limit: 4_096, actual: 4_097 }))
  })

  it('a key that was destroyed, without force', async () => {
    const destroyedAt = instant(beginsAt)
    await given(importing('A'), destroying('A'))
      .when(importing('A'))
      .rejects({ _tag: 'PrivateKeyWasDestroyed', thumbprint: factsOf('A').thumbprint, destroyedAt })
  })
})

describe('ImportCertificate with force', () => {
  it('brings a destroyed key back under the next generation, and records that it was forced', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A'), destroying('A'), importing('A', { force: true })])
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'PrivateKeyImported',
      data: { privateKey: { ref: refOf('A', 2), generation: 2 }, overridden: ['PrivateKeyWasDestroyed'] },
    })
    expect(await keysIn(ledger)).toEqual([refOf('A', 2)])
  })

  it('repeated records nothing', async () => {
    await given(importing('A'), destroying('A'), importing('A', { force: true }))
      .when(importing('A', { force: true }))
      .recordsNothing()
  })
})

describe('ImportCertificate, dry', () => {
  it('plans the import, keeps no key and records nothing', async () => {
    const ledger = memoryLedger()
    const { events } = must(await ledger.send(dry(importing('A'))))
    expect(events).toMatchObject([{ type: 'CertificateImported', revision: 0, position: null }])
    expect(await ledger.events()).toEqual([])
    expect(await keysIn(ledger)).toEqual([])
  })

  it('is refused as the import would be', async () => {
    await given(importing('A'), destroying('A')).when(dry(importing('A'))).rejects({
      _tag: 'PrivateKeyWasDestroyed',
      thumbprint: factsOf('A').thumbprint,
      destroyedAt: instant(beginsAt),
    })
  })
})

describe('ImportCertificate sent again under its id', () => {
  it('records nothing twice', async () => {
    const sent = askedAs(importing('A'), { commandId: countedId(99) })
    await given(sent).when(sent).recordsNothing()
  })
})
