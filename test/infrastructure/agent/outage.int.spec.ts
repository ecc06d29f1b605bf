import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { plusMs } from '../../../domain/values/instant.js'
import { runAgent } from '../../../infrastructure/agent/round/run-agent.js'
import { agentDesk, servedFrom, type AgentDesk } from '../../support/agent/agent-desk.js'
import { HOUR_MS } from '../../support/instants.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { must } from '../../support/log-reading.js'

const a = realCertificate('a.contoso.com')
const b = realCertificate('b.contoso.com')

/** One certificate in force, another staged for an hour later, both proved. */
const staged = async () => {
  const desk = await agentDesk()
  const effectiveAt = plusMs(desk.clock.now(), HOUR_MS)
  desk.ledger.mean(a)
  desk.ledger.mean(b, { place: 'staged', effectiveAt })
  await desk.round()
  const current = () => servedFrom(desk.store, 'OAuthTokenIssuer').thumbprint
  return { ...desk, effectiveAt, current }
}

describe('an agent whose server is away', () => {
  it('goes on serving what it has, and says that the ledger cannot be reached', async () => {
    const { ledger, round, current } = await staged()
    await ledger.stop()
    expect(await round()).toMatchObject({ left: { _tag: 'LedgerUnreachable', reason: 'ECONNREFUSED' } })
    expect(current()).toBe(a.thumbprint)
  })

  it('makes the staged certificate current at its instant, not before', async () => {
    const { ledger, round, clock, current, store } = await staged()
    await ledger.stop()
    clock.move(HOUR_MS - 1)
    await round()
    expect(current()).toBe(a.thumbprint)
    clock.move(1)
    await round()
    expect(current()).toBe(b.thumbprint)
    expect(servedFrom(store, 'OAuthTokenIssuer', 'previous').thumbprint).toBe(a.thumbprint)
  })

  it('does so too where it was started anew meanwhile', async () => {
    const { ledger, round, close, clock, current } = await staged()
    await ledger.stop()
    await close()
    clock.move(HOUR_MS)
    await round()
    expect(current()).toBe(b.thumbprint)
  })

  it('reports late, with the true instants', async () => {
    const { ledger, round, clock, effectiveAt } = await staged()
    await ledger.stop()
    clock.move(HOUR_MS)
    await round()
    clock.move(5 * HOUR_MS)
    ledger.results.length = 0
    await ledger.start()
    ledger.place(1, 'previous')
    ledger.place(2, 'current')
    expect(E.isRight(await round())).toBe(true)
    expect(ledger.results.map(({ outcome, at }) => [outcome, at])).toEqual([
      ['installed', plusMs(effectiveAt, -HOUR_MS)],
      ['proved', effectiveAt],
    ])
    expect(ledger.seen()).toMatchObject([{ place: 'current' }, { place: 'previous' }])
  })

  it('takes the word of the ledger once it is back: a roll that was moved is moved back', async () => {
    const { ledger, round, clock, effectiveAt, current } = await staged()
    await ledger.stop()
    clock.move(HOUR_MS)
    await round()
    expect(current()).toBe(b.thumbprint)
    await ledger.start()
    ledger.change(2, () => ({ effectiveAt: plusMs(effectiveAt, 24 * HOUR_MS) }))
    await round()
    expect(current()).toBe(a.thumbprint)
    await ledger.stop()
    clock.move(24 * HOUR_MS)
    await round()
    expect(current()).toBe(b.thumbprint)
  })

  it('does not go back and forth where the ledger is a moment behind', async () => {
    const { ledger, round, clock, current } = await staged()
    clock.move(HOUR_MS)
    await round()
    expect(current()).toBe(b.thumbprint)
    const behind = plusMs(clock.now(), -2_000)
    ledger.now = () => behind
    await round()
    expect(current()).toBe(b.thumbprint)
  })

  it('greets a server that was started anew, and misses nothing', async () => {
    const { ledger, round, current } = await staged()
    ledger.restart()
    ledger.deliveries = []
    ledger.mean(b, { generation: 9 })
    expect(E.isRight(await round())).toBe(true)
    expect(current()).toBe(b.thumbprint)
    expect(ledger.progress(9)).toBe('proved')
  })
})

describe('an agent that is told that it is not enrolled', () => {
  const waits = async ({ ledger, open }: AgentDesk): Promise<ReadonlyArray<number>> => {
    ledger.enrolment = 'pending'
    const { parts } = must(await open())
    const stop = new AbortController()
    const told: Array<number> = []
    const sleep = (ms: number): Promise<void> => {
      told.push(ms)
      if (told.length === 12) stop.abort()
      return Promise.resolve()
    }
    must(await runAgent(parts, { sleep, random: () => 1, stop: stop.signal }))
    return told
  }
  const first = [1_000, 2_000, 4_000, 8_000]

  it('asks at least every 15 s while it waits to be confirmed', async () => {
    expect(await waits(await agentDesk())).toEqual([...first, ...Array<number>(8).fill(15_000)])
  })

  it('asks ever less, down to every 5 min, where it was enrolled before and was ended', async () => {
    const desk = await agentDesk()
    must(await desk.round())
    expect(await waits(desk))
      .toEqual([...first, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000, 300_000])
  })
})

describe('an agent whose clock is wrong', () => {
  it('lets the ledger see how wrong it is, says so in its log, and does not go by it', async () => {
    const { ledger, round, clock, setAhead, store, news } = await agentDesk()
    setAhead(HOUR_MS)
    ledger.mean(a)
    ledger.mean(b, { place: 'staged', effectiveAt: plusMs(clock.now(), HOUR_MS / 2) })
    await round()
    expect(new Set(ledger.skews)).toEqual(new Set([HOUR_MS]))
    expect(news).toContainEqual({ event: 'clockDiffers', level: 'warning', facts: { aheadMs: HOUR_MS } })
    expect(servedFrom(store, 'OAuthTokenIssuer').thumbprint).toBe(a.thumbprint)
    expect(ledger.results.map(({ at }) => at)).toEqual(Array(4).fill(clock.now()))
    clock.move(HOUR_MS / 2)
    await ledger.stop()
    await round()
    expect(servedFrom(store, 'OAuthTokenIssuer').thumbprint).toBe(b.thumbprint)
  })

  it('still knows the time of the ledger after it was started anew without one', async () => {
    const { ledger, round, close, clock, setAhead, store } = await agentDesk()
    setAhead(HOUR_MS)
    ledger.mean(a)
    ledger.mean(b, { place: 'staged', effectiveAt: plusMs(clock.now(), HOUR_MS / 2) })
    await round()
    await ledger.stop()
    await close()
    await round()
    expect(servedFrom(store, 'OAuthTokenIssuer').thumbprint).toBe(a.thumbprint)
    clock.move(HOUR_MS / 2)
    await round()
    expect(servedFrom(store, 'OAuthTokenIssuer').thumbprint).toBe(b.thumbprint)
  })

  it('is not moved by a clock that jumps while the server is away', async () => {
    const { ledger, round, clock, setAhead, store } = await agentDesk()
    ledger.mean(a)
    ledger.mean(b, { place: 'staged', effectiveAt: plusMs(clock.now(), HOUR_MS) })
    await round()
    await ledger.stop()
    setAhead(2 * HOUR_MS)
    await round()
    expect(servedFrom(store, 'OAuthTokenIssuer').thumbprint).toBe(a.thumbprint)
  })
})
