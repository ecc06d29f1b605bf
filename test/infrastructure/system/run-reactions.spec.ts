import { describe, expect, it, onTestFinished } from 'vitest'
import { TE } from '../../../application/prelude.js'
import { allStirred, type Stirred } from '../../../application/reactions/stirred.js'
import { plusMs, type Instant } from '../../../domain/values/instant.js'
import { systemClock } from '../../../infrastructure/system/clock.js'
import { runReactions } from '../../../infrastructure/system/run-reactions.js'
import type { Reaction } from '../../../infrastructure/system/service.js'
import { assigning, importing, registering } from '../../support/ledger/sends.js'
import { memoryLedger } from '../../support/ledger/memory-ledger.js'
import { must } from '../../support/log-reading.js'

const failed: ReturnType<Reaction['run']> = TE.left({ _tag: 'LogUnavailable', path: 'x', reason: 'EIO' })

/** Reactions that run until the test has ended; what each turn was given. */
const reacting = async (run: (turn: number) => ReturnType<Reaction['run']>, due: Instant | null = null) => {
  const ledger = memoryLedger()
  must(await ledger.send(importing('A')))
  const turns: Array<Stirred> = []
  const told: Array<string> = []
  const end = new AbortController()
  const { eventLog } = ledger.ports
  const reaction: Reaction = {
    name: 'look',
    run: (stirred) => {
      turns.push(stirred)
      return run(turns.length)
    },
  }
  const running = runReactions({
    reactions: [reaction],
    nextEffectiveInstant: () => TE.right(turns.length === 1 ? due : null),
    follow: eventLog.follow,
    head: eventLog.head,
    now: systemClock.now,
  }, end.signal, (name, { _tag }) => { told.push(`${name} ${_tag}`) })
  onTestFinished(async () => {
    end.abort()
    await running
  })
  await expect.poll(() => turns.length).toBe(1)
  return { ledger, turns, told, end, running }
}

describe('Reactions', () => {
  it('look at everything first, then at what an event stirs', async () => {
    const { ledger, turns } = await reacting(() => TE.right(0))
    expect(turns).toEqual([allStirred])
    must(await ledger.send(registering('fe01.contoso.com')))
    await expect.poll(() => turns.length).toBe(2)
    expect(turns[1]).toEqual({ meant: ['fe01.contoso.com'], observed: [] })
    must(await ledger.send(assigning('A', 'OAuthTokenIssuer@global')))
    await expect.poll(() => turns.length).toBe(3)
    expect(turns[2]).toEqual({ meant: null, observed: [] })
  })

  it('look once at many events that come together', async () => {
    const { ledger, turns } = await reacting(() => TE.right(0))
    const names = Array.from({ length: 30 }, (_, n) => `fe${n}.contoso.com`)
    await Promise.all(names.map((name) => ledger.send(registering(name))))
    const looked = () => turns.slice(1).flatMap(({ meant }) => meant)
    await expect.poll(() => looked().length).toBe(names.length)
    expect(looked()).toEqual(names)
    expect(turns.length).toBeLessThan(6)
  })

  it('look at everything when an instant is due, though nothing is recorded', async () => {
    const { turns } = await reacting(() => TE.right(0), plusMs(systemClock.now(), 150))
    await expect.poll(() => turns.length, { timeout: 3_000 }).toBe(2)
    expect(turns[1]).toEqual(allStirred)
  })

  it('that fail are told, and look at everything a second later', async () => {
    const { turns, told } = await reacting((turn) => (turn === 1 ? failed : TE.right(0)))
    await expect.poll(() => turns.length, { timeout: 5_000 }).toBe(2)
    expect(turns[1]).toEqual(allStirred)
    expect(told).toEqual(['look Left'])
  })

  it('end with the signal, and tell of what they recorded', async () => {
    const { told, end, running, turns } = await reacting(() => TE.right(2))
    end.abort()
    await running
    expect([turns.length, told]).toEqual([1, ['look Right']])
  })
})
