import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../infrastructure/system/session.js'
import { HOUR_MS } from '../support/instants.js'
import { arbitraryLife, type LifeStep } from '../support/ledger/arbitrary-life.js'
import { clockedSession, type ClockedSession } from '../support/ledger/clocked-session.js'
import { ask, freshLedger, sendTo } from '../support/ledger/disk-ledger.js'
import { must } from '../support/log-reading.js'

const NUM_RUNS = 10

/** A ledger on disk that has lived so; rolls are looked for now and then. */
const livedOn = async (life: ReadonlyArray<LifeStep>): Promise<ClockedSession> => {
  const clocked = await clockedSession(freshLedger())
  for (const [nth, { movesHours, sent }] of life.entries()) {
    clocked.clock.move(movesHours * HOUR_MS)
    await sendTo(clocked.session, sent)
    if (nth % 4 === 3) must(await clocked.session.activateDueRolls()())
  }
  return clocked
}

const inEveryLife = (check: (clocked: ClockedSession) => Promise<void>, numRuns = NUM_RUNS) =>
  fc.assert(fc.asyncProperty(arbitraryLife, async (life) => check(await livedOn(life))), { numRuns })

const slotsAnswered = async (session: Session, moment?: Parameters<typeof ask>[3]) =>
  must(await ask(session, 'GetCertificate', {}, moment))['slots']

describe('A ledger on disk, whatever it has lived through', () => {
  it('answers the present alike, asked for as now and as known now', async () => {
    await inEveryLife(async ({ session, clock }) => {
      const present = must(await ask(session, 'GetCertificate'))
      const knownAt = present.position
      expect(await slotsAnswered(session, { at: clock.now(), knownAt })).toEqual(present['slots'])
      expect(await slotsAnswered(session, { at: clock.now(), knownAt: null })).toEqual(present['slots'])
      expect(await slotsAnswered(session, { at: null, knownAt })).toEqual(present['slots'])
    })
  })

  it('has the same rows when they are built again from the log', async () => {
    await inEveryLife(async ({ session }) => {
      const before = must(await ask(session, 'Log', { limit: 10_000 }))
      const rebuilt = must(await session.rebuildReadSide(() => undefined)())
      expect(rebuilt).toMatchObject({ events: before.position, unchanged: true })
      expect(must(await ask(session, 'Log', { limit: 10_000 }))).toEqual(before)
    })
  })

  it('has every record whole', async () => {
    await inEveryLife(async ({ session }) => {
      const { position } = must(await ask(session, 'ShowSite').then((answer) =>
        answer._tag === 'Right' ? answer : ask(session, 'ListCertificates')))
      expect(must(await session.verifyRecords(() => undefined)())).toBe(position)
    })
  })

  it('keeps every key that it says is kept, and no other', async () => {
    await inEveryLife(async ({ session }) => {
      expect(must(await session.auditVault()())).toMatchObject({ orphans: [], young: [], missing: [] })
    })
  })

  it('says of the past tomorrow what it says of the present today', async () => {
    await inEveryLife(async ({ session, clock }) => {
      const [now, present] = [clock.now(), must(await ask(session, 'GetCertificate'))]
      clock.move(24 * HOUR_MS)
      must(await session.activateDueRolls()())
      expect(await slotsAnswered(session, { at: now, knownAt: present.position })).toEqual(present['slots'])
    })
  })
})
