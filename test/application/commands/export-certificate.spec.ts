import { describe, expect, it } from 'vitest'
import type { PfxContent, PfxWriter } from '../../../application/ports/pfx-writer.js'
import { E, TE } from '../../../application/prelude.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { memoryVault } from '../../../infrastructure/vault/memory-vault.js'
import { factsOf } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'
import { logLost, withDiary } from '../../support/ledger/disturbances.js'
import { keyOf } from '../../support/ledger/fake-certificates.js'
import { given, givenOn, keysIn, lived, story } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger } from '../../support/ledger/memory-ledger.js'
import { askedAs, destroying, dry, exporting, importing, password, printOf } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const { thumbprint } = factsOf('A')
const vault = () => memoryVault({ now: () => instant(beginsAt) })

const writerIn = (diary: Array<string>): PfxWriter => ({
  write: () => {
    diary.push('write file')
    return TE.right(new Uint8Array())
  },
})

describe('ExportCertificate', () => {
  it('hands out the file that the writer made, and says that it holds a private key', async () => {
    const { file } = must(await given(importing('A')).when(exporting('A')).result())
    expect(file).toEqual({
      bytes: new TextEncoder().encode('PFX'), mediaType: 'application/x-pkcs12', containsPrivateKey: true,
    })
  })

  it('gives the writer certificate, chain, key, password and name', async () => {
    const written: Array<PfxContent> = []
    const pfxWriter: PfxWriter = {
      write: (content) => {
        written.push(content)
        return TE.right(new Uint8Array())
      },
    }
    await lived(memoryLedger({ pfxWriter }), [importing('A'), exporting('A', 'tulip')])
    expect(written).toMatchObject([
      { certificate: 'bGVhZg==', chain: ['cm9vdA=='], friendlyName: 'The certificate A' },
    ])
    const [content] = written
    expect(Buffer.from(content?.privateKey.reveal() ?? []).equals(keyOf('A'))).toBe(true)
    expect(Buffer.from(content?.password.reveal() ?? []).toString()).toBe('tulip')
  })

  it('opens the vault, records that the key is read, and only then writes the file', async () => {
    const { diary, ...ports } = withDiary(memoryLog(), vault())
    await lived(memoryLedger({ ...ports, pfxWriter: writerIn(diary) }), [importing('A'), exporting('A')])
    expect(diary.slice(2)).toEqual(['open key', 'record PrivateKeyRead', 'write file'])
  })

  it('writes no file and hands none out where that cannot be recorded', async () => {
    const log = memoryLog()
    const { diary, ...ports } = withDiary(
      {
        ...log,
        append: (request) => {
          const isReading = request.events.some(({ type }) => type === 'PrivateKeyRead')
          return isReading ? TE.left(logLost) : log.append(request)
        },
      },
      vault(),
    )
    const ledger = memoryLedger({ ...ports, pfxWriter: writerIn(diary) })
    await lived(ledger, [importing('A')])
    expect(await ledger.send(exporting('A'))).toEqual(E.left(logLost))
    expect(diary.slice(2)).toEqual(['open key', 'record PrivateKeyRead'])
    expect(await story(ledger)).toEqual(['CertificateImported A'])
  })

  it('records every reading: a repeat is another', async () => {
    await given(importing('A'), exporting('A')).when(exporting('A')).records('PrivateKeyRead A')
  })

  it('sent again under its id hands out the file again, and is on record once', async () => {
    const sent = askedAs(exporting('A'), { commandId: countedId(42) })
    const ledger = memoryLedger()
    await lived(ledger, [importing('A'), sent])
    expect(must(await ledger.send(sent)).file).toBeDefined()
    expect(await story(ledger)).toEqual(['CertificateImported A', 'PrivateKeyRead A'])
  })

  it('sent again under its id is refused once the key is destroyed', async () => {
    const sent = askedAs(exporting('A'), { commandId: countedId(42) })
    await given(importing('A'), sent, destroying('A'))
      .when(sent)
      .rejects({ _tag: 'PrivateKeyNotKept', thumbprint, because: 'destroyed' })
  })

  it('dry, plans the record, opens nothing and hands out no file', async () => {
    const { diary, ...ports } = withDiary(memoryLog(), vault())
    const ledger = memoryLedger(ports)
    await lived(ledger, [importing('A')])
    const { events, file } = must(await ledger.send(dry(exporting('A'))))
    expect(events).toMatchObject([{ type: 'PrivateKeyRead', position: null }])
    expect(file).toBeUndefined()
    expect(diary).not.toContain('open key')
    expect(await story(ledger)).toEqual(['CertificateImported A'])
  })
})

describe('ExportCertificate refuses', () => {
  it('a certificate that is not known', async () => {
    await given().when(exporting('A')).rejects({ _tag: 'CertificateUnknown', thumbprint })
  })

  it('a certificate whose key was never imported, or is destroyed', async () => {
    await given(importing({ name: 'A', withKey: false }))
      .when(exporting('A'))
      .rejects({ _tag: 'PrivateKeyNotKept', thumbprint, because: 'neverImported' })
    await given(importing('A'), destroying('A'))
      .when(exporting('A'))
      .rejects({ _tag: 'PrivateKeyNotKept', thumbprint, because: 'destroyed' })
  })

  it('to write a file without a password', async () => {
    for (const given_ of [{}, { password: password('') }]) {
      await given(importing('A'))
        .when({ name: 'ExportCertificate', input: { thumbprint: printOf('A'), ...given_ } })
        .rejects({
          _tag: 'InputNotUnderstood',
          problems: [{ field: 'password', problem: { _tag: 'Missing' } }],
          unknown: [],
        })
    }
  })

  it('where the vault lost the key, or stays closed: nothing was read, and nothing is on record as read', async () => {
    const keyVault = vault()
    const ledger = memoryLedger({ keyVault })
    await lived(ledger, [importing('A')])
    const [entry] = must(await keyVault.list()())
    if (entry === undefined) throw new Error('no key')
    must(await keyVault.destroy(entry.ref)())
    expect(await ledger.send(exporting('A'))).toEqual(E.left({ _tag: 'KeyNotInVault', ref: entry.ref }))
    const closed = memoryLedger({
      keyVault: { ...vault(), open: () => TE.left({ _tag: 'VaultPassphraseRequired' }) },
    })
    await lived(closed, [importing('A')])
    expect(await closed.send(exporting('A'))).toEqual(E.left({ _tag: 'VaultPassphraseRequired' }))
    for (const tried of [ledger, closed]) expect(await story(tried)).toEqual(['CertificateImported A'])
  })

  it('where the file cannot be written: the reading stays on record', async () => {
    const broken = memoryLedger({ pfxWriter: { write: () => TE.left({ _tag: 'PfxNotWritten' }) } })
    await lived(broken, [importing('A')])
    expect(await broken.send(exporting('A'))).toEqual(E.left({ _tag: 'PfxNotWritten' }))
    expect(await story(broken)).toEqual(['CertificateImported A', 'PrivateKeyRead A'])
  })

  it('leaves the key where it is', async () => {
    const ledger = memoryLedger()
    await givenOn(ledger, importing('A')).when(exporting('A')).records('PrivateKeyRead A')
    expect(await keysIn(ledger)).toHaveLength(1)
  })
})
