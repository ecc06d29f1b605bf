import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activateDueRolls } from '../../../application/reactions/activate-due-rolls.js'
import { E, TE } from '../../../application/prelude.js'
import { msOf, plusMs } from '../../../domain/values/instant.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { HOUR_MS, instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'
import { breakableLog, logLost } from '../../support/ledger/disturbances.js'
import { clockAt, lived, said } from '../../support/ledger/given.js'
import { memoryLedger, rivalOf, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { scheduledLog } from '../../support/ledger/scheduled-ports.js'
import {
  askedAs, assigning, cancelling, importing, registering, rescheduling, rolling,
} from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const token = 'OAuthTokenIssuer@global'
const effectiveAt = instant('2026-07-01')
const inForce = [importing('A'), importing('B'), assigning('A', token)] as const
const planned = askedAs(rolling('B', token, '2026-07-01'), { ticket: 'CHG-7', commandId: countedId(77) })

const activated = async (ledger: MemoryLedger) => must(await activateDueRolls(ledger.services)()).map(said)

const activationsOf = async (ledger: MemoryLedger) =>
  (await ledger.events()).flatMap((event) => (event.type === 'RollActivated' ? [event] : []))

const rolledLedger = async (): Promise<MemoryLedger> => {
  const ledger = memoryLedger()
  await lived(ledger, [...inForce, planned])
  return ledger
}

describe('A roll whose date has come', () => {
  it('is recorded with how late that is told', async () => {
    const ledger = await rolledLedger()
    await lived(ledger, [clockAt('2026-07-01T00:00:00Z')])
    expect(await activated(ledger)).toEqual([`RollActivated ${token}`])
    const late = await rolledLedger()
    await lived(late, [clockAt('2026-07-03')])
    await activated(late)
    expect((await activationsOf(ledger)).map(({ data }) => data.latenessMs)).toEqual([0])
    expect((await activationsOf(late)).map(({ data }) => data)).toMatchObject([
      { effectiveAt, activatedAt: instant('2026-07-03'), latenessMs: 48 * HOUR_MS },
    ])
  })

  it('is recorded once, however often it is looked for', async () => {
    const ledger = await rolledLedger()
    await lived(ledger, [clockAt('2026-07-02')])
    expect(await activated(ledger)).toHaveLength(1)
    expect(await activated(ledger)).toEqual([])
    expect(await activationsOf(ledger)).toHaveLength(1)
  })

  it('is recorded as what follows from its plan, by the scheduler on behalf of whoever planned it', async () => {
    const ledger = await rolledLedger()
    const plan = (await ledger.events()).at(-1)
    await lived(ledger, [clockAt('2026-07-02')])
    await activated(ledger)
    expect(await activationsOf(ledger)).toMatchObject([{
      $causationId: plan?.id,
      $correlationId: countedId(77),
      ticket: 'CHG-7',
      actor: { kind: 'scheduler', name: 'certledger', onBehalfOf: 'CONTOSO\\alice' },
      origin: { face: 'scheduler', address: null },
    }])
  })

  it('is recorded as what follows from its last date, where it was rescheduled', async () => {
    const ledger = await rolledLedger()
    await lived(ledger, [rescheduling(token, '2026-08-01'), clockAt('2026-07-02')])
    const moved = (await ledger.events()).at(-1)
    expect(await activated(ledger)).toEqual([])
    await lived(ledger, [clockAt('2026-08-01')])
    expect(await activated(ledger)).toHaveLength(1)
    expect(await activationsOf(ledger)).toMatchObject([{ $causationId: moved?.id, data: { latenessMs: 0 } }])
  })

  it('is left alone before its date, after it was cancelled, and once a later command has recorded it', async () => {
    const early = await rolledLedger()
    await lived(early, [clockAt('2026-06-30T23:59:59Z')])
    const cancelled = await rolledLedger()
    await lived(cancelled, [cancelling(token), clockAt('2026-07-02')])
    const replaced = await rolledLedger()
    await lived(replaced, [clockAt('2026-07-02'), assigning('A', token)])
    for (const ledger of [early, cancelled, replaced]) expect(await activated(ledger)).toEqual([])
    expect(await activationsOf(replaced)).toHaveLength(1)
  })

  it('is found in every slot', async () => {
    const ledger = memoryLedger()
    const slots = ['fe01', 'fe02', 'fe03'].map((server) => `Default@${server}.contoso.com`)
    const rolls = slots.map((slot, day) => rolling('A', slot, `2026-07-0${day + 1}`))
    await lived(ledger, [registering(), importing('A'), ...rolls, clockAt('2026-07-02')])
    expect(await activated(ledger)).toEqual(slots.slice(0, 2).map((slot) => `RollActivated ${slot}`))
  })

  it('that cannot be recorded now is recorded the next time', async () => {
    const { eventLog, state } = breakableLog()
    const ledger = memoryLedger({ eventLog })
    await lived(ledger, [...inForce, planned, clockAt('2026-07-02')])
    state.broken = 'assignment-'
    expect(await activateDueRolls(ledger.services)()).toEqual(E.left(logLost))
    state.broken = null
    expect(await activated(ledger)).toHaveLength(1)
  })

  it('is not looked for in a log that cannot be read', async () => {
    const log = memoryLog()
    const ledger = memoryLedger({ eventLog: { ...log, head: () => TE.left(logLost) } })
    expect(await activateDueRolls(ledger.services)()).toEqual(E.left(logLost))
  })
})

const arbitraryRivals = fc.array(fc.integer({ min: 0, max: 72 }), { minLength: 2, maxLength: 5 })

describe('Rival processes under clocks that differ', () => {
  it('record each roll that took effect exactly once, and its lateness by the clock of who was first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), arbitraryRivals, async (schedule, clocks) => {
        const log = memoryLog()
        const ledger = memoryLedger({ eventLog: log })
        const other = rolling('A', 'Default@fe01.contoso.com', '2026-07-02')
        await lived(ledger, [...inForce, planned, registering(), other])
        const rivals = clocks.map((hoursLate, nth) => {
          const rival = rivalOf(ledger, nth + 2, { eventLog: scheduledLog(schedule, log) })
          rival.clock.set(plusMs(effectiveAt, hoursLate * HOUR_MS))
          return rival
        })
        const looks = rivals.map(({ services }) => activateDueRolls(services)())
        await schedule.waitFor(Promise.all(looks))
        const activations = await activationsOf(ledger)
        const due = ['2026-07-01', '2026-07-02'].map(instant)
        const latest = Math.max(...rivals.map(({ clock }) => msOf(clock.now())))
        expect(activations.map(({ data }) => data.effectiveAt).toSorted())
          .toEqual(due.filter((date) => msOf(date) <= latest))
        const nows = rivals.map(({ clock }) => clock.now())
        for (const { data } of activations) {
          expect(nows).toContain(data.activatedAt)
          expect(data.latenessMs).toBe(msOf(data.activatedAt) - msOf(data.effectiveAt))
          expect(data.latenessMs).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 150 },
    )
  })
})
