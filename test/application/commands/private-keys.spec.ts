import { describe, expect, it } from 'vitest'
import { E, TE, type TaskEither } from '../../../application/prelude.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { memoryVault } from '../../../infrastructure/vault/memory-vault.js'
import { factsOf } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'
import { breakableLog, logLost, vaultLost, withDiary } from '../../support/ledger/disturbances.js'
import { clockAt, given, givenOn, keysIn, lived, story } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger } from '../../support/ledger/memory-ledger.js'
import {
  assigning, compromising, destroying, dry, importing, retiring, rolling,
} from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { tokenSlot } from '../../support/slot-builders.js'

const token = 'OAuthTokenIssuer@global'
const { thumbprint } = factsOf('A')
const vault = () => memoryVault({ now: () => instant(beginsAt) })
const inUse = { _tag: 'CertificateInUse', thumbprint, slots: [tokenSlot] } as const

describe('DestroyPrivateKey', () => {
  it('destroys the key, records it, and destroys what an import under way may have brought back', async () => {
    const { diary, ...ports } = withDiary(memoryLog(), vault())
    const ledger = memoryLedger(ports)
    await lived(ledger, [importing('A'), destroying('A')])
    expect(diary.slice(2)).toEqual(['destroy key', 'record PrivateKeyDestroyed', 'destroy key'])
    expect(await keysIn(ledger)).toEqual([])
  })

  it('repeated records nothing', async () => {
    await given(importing('A'), destroying('A')).when(destroying('A')).recordsNothing()
  })

  it('is refused while the certificate is current or staged, and destroys nothing', async () => {
    await given(importing('A'), assigning('A', token)).when(destroying('A')).rejects(inUse)
    await given(importing('A'), importing('B'), assigning('B', token), rolling('A', token, '2026-07-01'))
      .when(destroying('A'))
      .rejects(inUse)
  })

  it('with force goes on past that, on record', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A'), assigning('A', token), destroying('A', { force: true })])
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'PrivateKeyDestroyed', data: { overridden: ['CertificateInUse'], destroyedAt: instant(beginsAt) },
    })
    expect(await keysIn(ledger)).toEqual([])
  })

  it('is done for a certificate that is only previous, by assignment or by a roll', async () => {
    await given(importing('A'), importing('B'), assigning('A', token), assigning('B', token))
      .when(destroying('A'))
      .records('PrivateKeyDestroyed A')
    const rolled = [assigning('B', token), rolling('A', token, '2026-07-01'), clockAt('2026-07-02')]
    await given(importing('A'), importing('B'), ...rolled)
      .when(destroying('B'))
      .records('PrivateKeyDestroyed B')
  })

  it('tells, once, in which slots a rollback to it ends', async () => {
    const elsewhere = 'Default@fe01.contoso.com'
    const previous = [
      importing('A'), importing('B'), assigning('A', token), assigning('B', token), assigning('A', elsewhere),
      assigning('B', elsewhere),
    ]
    const closes = { _tag: 'RollbackWindowCloses', severity: 'warning', thumbprint }
    const ledger = memoryLedger()
    await lived(ledger, previous)
    const slots = [tokenSlot, { role: 'Default', scope: 'fe01.contoso.com' }]
    for (const sent of [dry(destroying('A')), destroying('A')]) {
      const { findings } = must(await ledger.send(sent))
      expect(findings).toHaveLength(2)
      expect(findings).toEqual(expect.arrayContaining(slots.map((slot) => ({ ...closes, slot }))))
    }
    expect(must(await ledger.send(destroying('A'))).findings).toEqual([])
    await given(importing('A')).when(destroying('A')).tells()
  })

  it('is refused for a key that was never imported, and for a certificate that is not known', async () => {
    await given(importing({ name: 'A', withKey: false }))
      .when(destroying('A'))
      .rejects({ _tag: 'PrivateKeyNotKept', thumbprint, because: 'neverImported' })
    await given().when(destroying('A')).rejects({ _tag: 'CertificateUnknown', thumbprint })
  })

  it('records nothing where the vault cannot destroy it', async () => {
    const keyVault = { ...vault(), destroy: () => TE.left(vaultLost) }
    await givenOn(memoryLedger({ keyVault }), importing('A')).when(destroying('A')).rejects(vaultLost)
  })

  it('that was not recorded after the key was gone, is healed by repeating', async () => {
    const { eventLog, state } = breakableLog()
    const ledger = memoryLedger({ eventLog })
    await lived(ledger, [importing('A')])
    state.broken = 'certificate-'
    expect(await ledger.send(destroying('A'))).toEqual(E.left(logLost))
    expect([await story(ledger), await keysIn(ledger)]).toEqual([['CertificateImported A'], []])
    state.broken = null
    await givenOn(ledger).when(destroying('A')).records('PrivateKeyDestroyed A')
    await givenOn(ledger).when(importing('A', { force: true })).records('PrivateKeyImported A')
    expect(await keysIn(ledger)).toHaveLength(1)
  })

  it('dry, plans it, records nothing and destroys nothing', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A')])
    expect(must(await ledger.send(dry(destroying('A')))).events)
      .toMatchObject([{ type: 'PrivateKeyDestroyed', position: null }])
    expect([await story(ledger), (await keysIn(ledger)).length]).toEqual([['CertificateImported A'], 1])
  })
})

describe('RetireCertificate', () => {
  it('takes the certificate out of service; repeated records nothing', async () => {
    await given(importing('A')).when(retiring('A')).records('CertificateRetired A')
    await given(importing('A'), retiring('A')).when(retiring('A')).recordsNothing()
  })

  it('is refused while the certificate is current or staged, unless forced', async () => {
    await given(importing('A'), assigning('A', token)).when(retiring('A')).rejects(inUse)
    await given(importing('A'), rolling('A', token, '2026-07-01')).when(retiring('A')).rejects(inUse)
    const ledger = memoryLedger()
    await lived(ledger, [importing('A'), assigning('A', token), retiring('A', { force: true })])
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'CertificateRetired', data: { retiredAt: instant(beginsAt), overridden: ['CertificateInUse'] },
    })
  })

  it('is refused for a certificate that is not known', async () => {
    await given().when(retiring('A')).rejects({ _tag: 'CertificateUnknown', thumbprint })
  })

  it('leaves the key where it is', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A'), retiring('A')])
    expect(await keysIn(ledger)).toHaveLength(1)
  })
})

describe('RecordCompromise', () => {
  it('records since when: the instant that is said, else now', async () => {
    for (const [since, recorded] of [['2026-05-01', '2026-05-01'], [undefined, beginsAt]] as const) {
      const ledger = memoryLedger()
      await lived(ledger, [importing('A'), compromising('A', since)])
      expect((await ledger.events()).at(-1)).toMatchObject({
        type: 'CompromiseRecorded', data: { compromisedSince: instant(recorded), recordedAt: instant(beginsAt) },
      })
    }
  })

  it('repeated records nothing, nor does a later instant; an earlier one is recorded anew', async () => {
    const earlier = [importing('A'), compromising('A', '2026-05-01')] as const
    await given(...earlier).when(compromising('A', '2026-05-01')).recordsNothing()
    await given(...earlier).when(compromising('A')).recordsNothing()
    await given(...earlier).when(compromising('A', '2026-04-01')).records('CompromiseRecorded A')
  })

  it('is refused for the future, and for a certificate that is not known', async () => {
    await given(importing('A')).when(compromising('A', '2026-07-01')).rejects({
      _tag: 'CompromiseInFuture', since: instant('2026-07-01'), at: instant(beginsAt),
    })
    await given().when(compromising('A')).rejects({ _tag: 'CertificateUnknown', thumbprint })
  })

  it('is recorded of a certificate that is in use: it is a fact, not a wish', async () => {
    await given(importing('A'), assigning('A', token)).when(compromising('A')).records('CompromiseRecorded A')
  })
})

describe('Commands to one key in one process', () => {
  it('turn to the vault one after another, those to other keys beside them', async () => {
    const keyVault = vault()
    const running = new Map<string, number>()
    const most = { ofOne: 0, inAll: 0 }
    const counted = <E, A>(name: string, task: TaskEither<E, A>): TaskEither<E, A> => async () => {
      running.set(name, (running.get(name) ?? 0) + 1)
      const counts = [...running.values()]
      most.ofOne = Math.max(most.ofOne, ...counts)
      most.inAll = Math.max(most.inAll, counts.reduce((sum, count) => sum + count, 0))
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
      const answer = await task()
      running.set(name, (running.get(name) ?? 0) - 1)
      return answer
    }
    const ledger = memoryLedger({
      keyVault: {
        ...keyVault,
        deposit: (deposit) => counted(deposit.certificate, keyVault.deposit(deposit)),
        destroy: (ref) => counted(ref.slice(6, 70), keyVault.destroy(ref)),
      },
    })
    await lived(ledger, [importing('A'), importing('B')])
    const rounds = [1, 2, 3].flatMap(() =>
      ['A', 'B'].flatMap((name) => [importing(name, { force: true }), destroying(name)]))
    for (const answer of await Promise.all(rounds.map(ledger.send))) must(answer)
    expect(most).toEqual({ ofOne: 1, inAll: 2 })
    expect(await keysIn(ledger)).toEqual(must(await ledger.ports.lookup.keysKept()()))
  })
})
