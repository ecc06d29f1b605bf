import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { appendLimits, prepareAppend, type PreparedAppend } from '../../../infrastructure/event-log/prepare-append.js'
import { appendQueue } from '../../../infrastructure/event-log/sqlite/append-queue.js'
import type { CommitGroup, Outcome } from '../../../infrastructure/event-log/sqlite/commit.js'
import { must } from '../../support/log-reading.js'
import { proposed, severalProposed } from '../../support/proposed-events.js'

const anAppend = (count = 1): PreparedAppend =>
  must(prepareAppend(appendLimits)({ stream: 'a', expected: 'any', events: severalProposed(count) }))

const limits = { maxWaiting: 1_000, busyDeadlineMs: 200 }

const done: Outcome = E.right({ events: [], repeated: false })

/** Notes how many appends each commit holds. */
const counting = (sizes: Array<number>): CommitGroup => (group) => {
  sizes.push(group.length)
  return group.map(() => done)
}

describe('the queue of appends', () => {
  it('commits together what comes in the same turn, also through promises', async () => {
    const sizes: Array<number> = []
    const queue = appendQueue(counting(sizes), limits)
    const later = async (steps: number): Promise<Outcome> => {
      for (let n = 0; n < steps; n += 1) await Promise.resolve()
      return queue.add(anAppend())
    }
    await Promise.all(Array.from({ length: 64 }, (_, n) => later(n % 20)))
    expect(sizes).toEqual([64])
  })

  it('lets one that comes alone wait for nobody', async () => {
    const sizes: Array<number> = []
    const queue = appendQueue(counting(sizes), limits)
    for (let n = 0; n < 3; n += 1) await queue.add(anAppend())
    expect(sizes).toEqual([1, 1, 1])
  })

  it('keeps a commit within bounds, and lets a large append go alone', async () => {
    const sizes: Array<number> = []
    const queue = appendQueue(counting(sizes), limits)
    await Promise.all([1_000, 20, 4, 1, 1_000, 1_000].map((count) => queue.add(anAppend(count))))
    expect(sizes).toEqual([3, 2, 1])
  })

  it('keeps a commit within a few megabytes', async () => {
    const sizes: Array<number> = []
    const queue = appendQueue(counting(sizes), limits)
    const large = (): PreparedAppend => {
      const events = [proposed({ reason: 'x'.repeat(990_000) })]
      return must(prepareAppend(appendLimits)({ stream: 'a', expected: 'any', events }))
    }
    await Promise.all(Array.from({ length: 9 }, () => queue.add(large())))
    expect(sizes).toEqual([4, 4, 1])
  })

  it('tries again while another process is in the way, with all that came meanwhile', async () => {
    const sizes: Array<number> = []
    let busy = 5
    const queue = appendQueue((group) => (busy-- > 0 ? 'busy' : counting(sizes)(group)), limits)
    const first = queue.add(anAppend())
    await new Promise((resolve) => setTimeout(resolve, 1))
    await Promise.all([first, queue.add(anAppend())])
    expect(sizes).toEqual([2])
  })

  it('refuses those whose time is up, and goes on with the others', async () => {
    let isBusy = true
    const queue = appendQueue((group) => (isBusy ? 'busy' : group.map(() => done)), limits)
    const early = queue.add(anAppend())
    await new Promise((resolve) => setTimeout(resolve, 120))
    const late = queue.add(anAppend())
    expect(await early).toEqual(E.left({ _tag: 'LogBusy', waiting: 1, limit: 1_000 }))
    isBusy = false
    expect(await late).toBe(done)
  })

  it('hands a defect to those whose commit it befell, and to no one else', async () => {
    let calls = 0
    const queue = appendQueue((group) => {
      calls += 1
      if (calls === 1) throw new RangeError('a defect')
      return group.map(() => done)
    }, limits)
    await expect(Promise.all([queue.add(anAppend()), queue.add(anAppend())])).rejects.toThrow(RangeError)
    expect(await queue.add(anAppend())).toBe(done)
  })

  it('is drained when nobody waits any more', async () => {
    const queue = appendQueue(counting([]), limits)
    await queue.drained()
    const answers: Array<string> = []
    void queue.add(anAppend()).then(() => answers.push('answered'))
    await queue.drained()
    await Promise.resolve()
    expect(answers).toEqual(['answered'])
  })
})
