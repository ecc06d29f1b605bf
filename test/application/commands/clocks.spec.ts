import { describe, expect, it } from 'vitest'
import { HOUR_MS, instant } from '../../support/instants.js'
import { fakeReader } from '../../support/ledger/fake-certificates.js'
import { clockAt, given, lived } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger } from '../../support/ledger/memory-ledger.js'
import { assigning, importing, removing, rescheduling, rolling, rollingBack } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const token = 'OAuthTokenIssuer@global'

/** B took the place of A at two o'clock; by this clock it is one. */
const ahead = [
  importing('A'), importing('B'), assigning('A', token), clockAt('2026-06-01 14:00Z'), assigning('B', token),
  clockAt('2026-06-01 13:00Z'),
] as const

describe('A command by a clock that runs behind that of whoever changed the slot last', () => {
  it('is decided on what the slot holds by its own time, and takes effect then', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...ahead, rollingBack(token)])
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'RolledBack',
      recordedAt: instant('2026-06-01 13:00Z'),
      data: { effectiveFrom: instant('2026-06-01 14:00Z') },
    })
  })

  it('finds the previous certificate that the slot has by its own time', async () => {
    await given(...ahead).when(removing(token, { previous: true })).tells('PreviousStillVerifies')
    await given(...ahead).when(removing(token, { previous: true })).records(`PreviousRemoved ${token}`)
  })

  it('measures the lead time of a roll from there', async () => {
    const forced = rolling('A', token, '2026-06-02', { force: true })
    const tooShort = [{ _tag: 'LeadTimeTooShort', leadMs: 10 * HOUR_MS }]
    expect(must(await given(...ahead).when(forced).result()).findings).toMatchObject(tooShort)
    const staged = rolling('A', token, '2026-06-10')
    const sooner = rescheduling(token, '2026-06-02', { force: true })
    expect(must(await given(...ahead, staged).when(sooner).result()).findings).toMatchObject(tooShort)
  })
})

describe('A command that takes long', () => {
  it('is decided for when it was sent, and recorded for when it is recorded', async () => {
    const slow = memoryLedger({
      certificateReader: {
        read: (request) => () => {
          slow.clock.set('2026-06-01 12:00:09Z')
          return fakeReader.read(request)()
        },
      },
    })
    await lived(slow, [importing('A')])
    expect(await slow.events()).toMatchObject([
      { recordedAt: instant('2026-06-01 12:00:09Z'), data: { importedAt: instant(beginsAt) } },
    ])
  })
})
