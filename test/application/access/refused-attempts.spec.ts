import { describe, expect, it } from 'vitest'
import { refusedAttempts, type RefusedAttempt } from '../../../application/access/refused-attempts.js'
import { E } from '../../../application/prelude.js'
import { instant } from '../../support/instants.js'
import { breakableLog, logLost } from '../../support/ledger/disturbances.js'
import { story } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { granting } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const stranger: RefusedAttempt = {
  subject: null, attempted: 'GrantAccess', problem: 'Unauthenticated', address: '192.0.2.1',
}
const alice: RefusedAttempt = { ...stranger, subject: 'alice', problem: 'Forbidden' }

const MINUTE_MS = 60_000

/** The refused attempts on record, without who recorded them. */
const refusals = async (ledger: MemoryLedger) =>
  (await ledger.events()).flatMap(({ type, data }) => (type === 'AttemptsRefused' ? [data] : []))

const counts = async (ledger: MemoryLedger) =>
  (await refusals(ledger)).map((data) => ('count' in data ? data.count : null))

describe('a refused attempt', () => {
  it('is on record at once, with what was tried, from where, and why it was refused', async () => {
    const ledger = memoryLedger()
    const attempts = refusedAttempts(ledger.services)
    attempts.seen(stranger)
    must(await attempts.settle())
    expect(await refusals(ledger)).toEqual([
      { ...stranger, count: 1, firstAt: instant(beginsAt), lastAt: instant(beginsAt) },
    ])
    const [event] = await ledger.events()
    expect(event).toMatchObject({
      actor: { kind: 'service', name: 'certledger' }, origin: { face: 'http', address: '192.0.2.1' },
    })
  })

  it('stands with the access of whoever has some, else with those of all others', async () => {
    const ledger = memoryLedger()
    must(await ledger.send(granting('alice', 'auditor')))
    const attempts = refusedAttempts(ledger.services)
    for (const subject of ['alice', 'fe01.contoso.com', 'CONTOSO\\eve', null]) attempts.seen({ ...alice, subject })
    must(await attempts.settle())
    expect((await story(ledger)).slice(1)).toEqual([
      'AttemptsRefused alice', 'AttemptsRefused access', 'AttemptsRefused access', 'AttemptsRefused access',
    ])
  })

  it('that comes again within a minute is counted, and recorded once with its first and last instant', async () => {
    const ledger = memoryLedger()
    const attempts = refusedAttempts(ledger.services)
    for (let second = 0; second < 50; second += 1) {
      attempts.seen(stranger)
      expect(must(await attempts.settle())).toBe(0)
      ledger.clock.move(1_000)
    }
    expect(await counts(ledger)).toEqual([1])
    ledger.clock.set('2026-06-01 12:01Z')
    expect(must(await attempts.settle())).toBe(1)
    expect((await refusals(ledger))[1]).toEqual({
      ...stranger, count: 49, firstAt: instant('2026-06-01 12:00:01Z'), lastAt: instant('2026-06-01 12:00:49Z'),
    })
  })

  it('that goes on and on is one event a minute', async () => {
    const ledger = memoryLedger()
    const attempts = refusedAttempts(ledger.services)
    for (let minute = 0; minute < 5; minute += 1) {
      for (let times = 0; times < 1_000; times += 1) attempts.seen(stranger)
      ledger.clock.move(MINUTE_MS)
      expect(must(await attempts.settle())).toBe(1)
    }
    expect(await counts(ledger)).toEqual([1, 999, 1_000, 1_000, 1_000, 1_000])
  })

  it('is the first of its kind again after a minute without any', async () => {
    const ledger = memoryLedger()
    const attempts = refusedAttempts(ledger.services)
    attempts.seen(stranger)
    must(await attempts.settle())
    ledger.clock.move(MINUTE_MS)
    must(await attempts.settle())
    attempts.seen(stranger)
    must(await attempts.settle())
    expect(await counts(ledger)).toEqual([1, 1])
  })

  it('is another kind where subject, attempt, problem or address is another', async () => {
    const ledger = memoryLedger()
    const attempts = refusedAttempts(ledger.services)
    const others = [
      alice, { ...stranger, attempted: 'Log' }, { ...stranger, problem: 'Forbidden' }, { ...stranger, address: null },
    ]
    for (const attempt of [stranger, ...others, stranger, ...others]) attempts.seen(attempt)
    expect(must(await attempts.flush())).toBe(5)
    expect(await counts(ledger)).toEqual(Array.from({ length: 10 }, () => 1))
  })

  it('is recorded when the ledger is closed, however short ago it was', async () => {
    const ledger = memoryLedger()
    const attempts = refusedAttempts(ledger.services)
    for (const attempt of [stranger, stranger, stranger]) attempts.seen(attempt)
    expect(must(await attempts.flush())).toBe(1)
    expect(await counts(ledger)).toEqual([1, 2])
    expect(must(await attempts.flush())).toBe(0)
  })
})

describe('a flood of attempts', () => {
  it('of more than a thousand kinds is counted under other from there on', async () => {
    const ledger = memoryLedger()
    const attempts = refusedAttempts(ledger.services)
    for (let n = 0; n < 3_000; n += 1) attempts.seen({ ...stranger, address: `2001:db8::${n}` })
    must(await attempts.flush())
    const recorded = await refusals(ledger)
    expect(recorded).toHaveLength(1_001)
    expect(recorded.at(-1)).toMatchObject({ subject: null, attempted: 'other', problem: 'other', count: 2_000 })
  })

  it('from ever other addresses is at most a thousand events an hour, and no attempt is lost', async () => {
    const ledger = memoryLedger()
    const attempts = refusedAttempts(ledger.services)
    for (let minute = 0; minute < 59; minute += 1) {
      for (let n = 0; n < 100; n += 1) attempts.seen({ ...stranger, address: `2001:db8::${minute}:${n}` })
      ledger.clock.move(MINUTE_MS)
      must(await attempts.settle())
    }
    expect(await refusals(ledger)).toHaveLength(1_000)
    ledger.clock.move(MINUTE_MS)
    must(await attempts.settle())
    must(await attempts.flush())
    const recorded = await counts(ledger)
    expect(recorded.length).toBeLessThanOrEqual(2_001)
    expect(recorded.reduce((sum: number, count) => sum + (count ?? 0), 0)).toBe(5_900)
  })

  it('with names from outside leaves only short ones on record, and nothing that looks like a token', async () => {
    const ledger = memoryLedger()
    const attempts = refusedAttempts(ledger.services)
    const token = 'clt_abcdefghij234567_Zm9yIHRoZSBldmFsdWF0aW9uIG9mIHRva2Vucy4xMjM'
    attempts.seen({ ...stranger, attempted: 'x'.repeat(10_000), address: `/${token}` })
    must(await attempts.settle())
    const [data] = await refusals(ledger)
    expect(data).toMatchObject({ attempted: 'x'.repeat(200), address: '(withheld)' })
  })
})

describe('an attempt that cannot be recorded', () => {
  it('is kept, counted, and recorded when that is possible again', async () => {
    const { eventLog, state } = breakableLog()
    const ledger = memoryLedger({ eventLog })
    const attempts = refusedAttempts(ledger.services)
    state.broken = 'access'
    for (const attempt of [stranger, stranger]) attempts.seen(attempt)
    ledger.clock.move(MINUTE_MS)
    expect(await attempts.settle()).toEqual(E.left(logLost))
    expect(await counts(ledger)).toEqual([])
    state.broken = null
    ledger.clock.move(MINUTE_MS)
    expect(must(await attempts.settle())).toBe(1)
    expect((await refusals(ledger))[0]).toEqual({
      ...stranger, count: 2, firstAt: instant(beginsAt), lastAt: instant(beginsAt),
    })
  })
})
