import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DeliveryResult } from '../../../application/agents/protocol.js'
import { plusMs } from '../../../domain/values/instant.js'
import { backoffMs, pollMs } from '../../../infrastructure/agent/round/run-agent.js'
import { ledgerClock } from '../../../infrastructure/agent/ledger/ledger-clock.js'
import { createKeys, readKeys } from '../../../infrastructure/agent/state/agent-key-pairs.js'
import { machineId } from '../../../infrastructure/agent/state/machine-id.js'
import { openOutbox } from '../../../infrastructure/agent/state/outbox.js'
import { takeLock } from '../../../infrastructure/agent/state/process-lock.js'
import { ensureState } from '../../../infrastructure/agent/state/state-files.js'
import { freshFolder } from '../../support/agent/agent-desk.js'
import { fingerprintOf } from '../../support/agent/fingerprint-of.js'
import { HOUR_MS, instant } from '../../support/instants.js'
import { movableClock } from '../../support/ledger/movable-clock.js'
import { must } from '../../support/log-reading.js'

const failed = (generation: number): DeliveryResult => ({
  slot: { role: 'OAuthTokenIssuer', scope: 'global' },
  generation,
  attempt: 1,
  outcome: 'failed',
  at: instant('2026-11-20'),
  reason: 'HOOK_FAILED',
  detail: null,
})

describe('the state directory', () => {
  it('is made for its owner alone, and refused where others may look into it', async () => {
    const state = join(freshFolder(), 'deep', 'state')
    must(await ensureState(state)())
    expect(statSync(state).mode & 0o777).toBe(0o700)
    must(await ensureState(state)())
    chmodSync(state, 0o750)
    expect(await ensureState(state)()).toMatchObject({ left: { _tag: 'AgentFileExposed', mode: '0750' } })
  })

  it('is not made where a file is in the way', async () => {
    const state = join(freshFolder(), 'state')
    writeFileSync(state, '')
    expect(await ensureState(join(state, 'x'))()).toMatchObject({ left: { _tag: 'AgentFileUnusable' } })
  })
})

describe('the keys of an agent', () => {
  it('are read back as they were made, with the fingerprint that the ledger makes too', async () => {
    const state = freshFolder()
    expect(await readKeys(state)()).toMatchObject({ right: null })
    const made = must(await createKeys(state)())
    const read = must(await readKeys(state)())
    expect(read).toMatchObject({ keys: made.keys, fingerprint: fingerprintOf(made.keys) })
  })

  it('are other ones each time', async () => {
    const [one, other] = [must(await createKeys(freshFolder())()), must(await createKeys(freshFolder())())]
    expect(one.fingerprint).not.toBe(other.fingerprint)
  })

  it.each([
    ['exchanged', ({ signing, sealing }: Record<string, unknown>) => ({ signing: sealing, sealing: signing })],
    ['cut short', ({ signing }: Record<string, unknown>) => ({ signing, sealing: 'MC4' })],
    ['half gone', ({ signing }: Record<string, unknown>) => ({ signing })],
  ])('that are %s are refused', async (_, damage) => {
    const state = freshFolder()
    must(await createKeys(state)())
    const path = join(state, 'keys.json')
    writeFileSync(path, JSON.stringify(damage(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)))
    expect(await readKeys(state)()).toMatchObject({ left: { _tag: 'AgentFileUnusable', path, reason: 'DAMAGED' } })
  })

  it('in a file beyond its bound are refused', async () => {
    const state = freshFolder()
    writeFileSync(join(state, 'keys.json'), Buffer.alloc(4_194_305, 32), { mode: 0o600 })
    expect(await readKeys(state)()).toMatchObject({ left: { _tag: 'AgentFileUnusable', reason: 'EFBIG' } })
  })
})

describe('the outbox', () => {
  it('outlives the process, holds each result once, and forgets from the front', async () => {
    const state = freshFolder()
    const outbox = must(await openOutbox(state)())
    for (const generation of [1, 2, 1, 3]) must(await outbox.add(failed(generation))())
    must(await outbox.forget(1)())
    expect(must(await openOutbox(state)()).waiting()).toEqual([failed(2), failed(3)])
  })

  it('holds the newest 1,000', async () => {
    const state = freshFolder()
    const all = Array.from({ length: 1_000 }, (_, generation) => failed(generation))
    writeFileSync(join(state, 'outbox.json'), JSON.stringify(all), { mode: 0o600 })
    const outbox = must(await openOutbox(state)())
    must(await outbox.add(failed(5_000))())
    expect(outbox.waiting()).toEqual([...all.slice(1), failed(5_000)])
  })

  it('that makes no sense is empty', async () => {
    const state = freshFolder()
    writeFileSync(join(state, 'outbox.json'), '[{"generation":1}]', { mode: 0o600 })
    expect(must(await openOutbox(state)()).waiting()).toEqual([])
  })
})

describe('the lock of a directory', () => {
  it('is had by one, and free again once it was given back', () => {
    const state = freshFolder()
    const lock = must(takeLock(state, 'agent.lock'))
    expect(takeLock(state, 'agent.lock')).toMatchObject({ left: { _tag: 'AgentRunning', path: state } })
    lock.release()
    must(takeLock(state, 'agent.lock')).release()
  })

  it('that cannot be made is told', () => {
    const state = freshFolder()
    mkdirSync(join(state, 'agent.lock'))
    expect(takeLock(state, 'agent.lock')).toMatchObject({ left: { _tag: 'AgentFileUnusable' } })
    expect(takeLock(join(state, 'missing'), 'agent.lock')).toMatchObject({ left: { reason: 'ENOENT' } })
  })
})

describe('the machine', () => {
  it('has one name, which does not give its own id away', async () => {
    expect(await machineId()).toMatch(/^[0-9a-f]{32}$/)
    expect(await machineId()).toBe(await machineId())
  })
})

describe('the time between two questions', () => {
  it('is doubled after each failure, from 1 s to 5 min, half of it by chance', () => {
    expect([1, 2, 3, 9, 10, 1_000].map((failures) => backoffMs(failures, 1))).toEqual(
      [1_000, 2_000, 4_000, 256_000, 300_000, 300_000],
    )
    expect([1, 2, 3, 1_000].map((failures) => backoffMs(failures, 0))).toEqual([1_000, 1_000, 2_000, 150_000])
  })

  it('is what the ledger said, a tenth more or less, and never less than 0.9 s nor more than 5.5 min', () => {
    expect(pollMs(15_000, 0.5)).toBe(15_000)
    expect([pollMs(15_000, 0), pollMs(15_000, 1)]).toEqual([13_500, 16_500])
    expect([0, -5, Number.NaN, Number.POSITIVE_INFINITY, 1e12].map((asked) => pollMs(asked, 0.5)))
      .toEqual([1_000, 1_000, 300_000, 300_000, 300_000])
  })
})

describe('the time of the ledger', () => {
  const begins = '2026-11-20T12:00:00Z'
  const machine = () => {
    const clock = movableClock(begins)
    let elapsed = 0
    const pass = (ms: number): void => {
      elapsed += ms
      clock.move(ms)
    }
    return { clock, pass, machine: { now: clock.now, elapsedMs: () => elapsed } }
  }

  it('is that of the machine where nobody has said another', () => {
    const { machine: own, pass } = machine()
    const time = ledgerClock(own, null)
    pass(HOUR_MS)
    expect([time.now(), time.aheadMs()]).toEqual([plusMs(instant(begins), HOUR_MS), null])
  })

  it('is what the ledger said, and goes on without the clock of the machine', () => {
    const { machine: own, pass, clock } = machine()
    const time = ledgerClock(own, null)
    time.learn(instant('2026-11-20T11:00:00Z'))
    expect([time.now(), time.aheadMs()]).toEqual([instant('2026-11-20T11:00:00Z'), HOUR_MS])
    clock.move(10 * HOUR_MS)
    pass(1_000)
    expect(time.now()).toBe(instant('2026-11-20T11:00:01Z'))
  })

  it('is told from the machine by what an earlier process had learnt', () => {
    const { machine: own } = machine()
    expect(ledgerClock(own, HOUR_MS).now()).toBe(instant('2026-11-20T11:00:00Z'))
  })
})
