import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { streamsOf, type Loaded, type Streams } from '../../application/load.js'
import type { EventLog, LogFailure } from '../../application/ports/event-log.js'
import { E, TE, type Either, type TaskEither } from '../../application/prelude.js'
import type { FrontEndEvent } from '../../domain/front-end/events.js'
import { Fqdn } from '../../domain/values/fqdn.js'
import type { Position } from '../../domain/values/position.js'
import { memoryLog } from '../../infrastructure/event-log/memory-log.js'
import { decoded } from '../support/decoded.js'
import { instant } from '../support/instants.js'
import { scheduledLog } from '../support/ledger/scheduled-ports.js'
import { must } from '../support/log-reading.js'
import { proposed } from '../support/proposed-events.js'

const names = { initialState: '', evolve: (state: string, { data }: FrontEndEvent) => `${state} ${data.fqdn}` }

/** Records an event named `<name>.x` at the end of a stream, as another process would. */
const recordBy = async (log: EventLog, stream: string, name: string) => {
  const data = { fqdn: decoded(Fqdn, `${name}.x`), registeredAt: instant('2026-06-01') }
  return must(await log.append({ stream, expected: 'any', events: [proposed({ data })] })()).events
}

const loadFrom = async (streams: Streams, stream: string): Promise<Loaded<string>> =>
  must(await streams.load(names, stream)())

describe('A stream that is loaded', () => {
  it('is what its events make of it, and nothing where it has none', async () => {
    const log = memoryLog()
    await recordBy(log, 'a', 'one')
    await recordBy(log, 'a', 'two')
    const streams = streamsOf(log, 10)
    expect(await loadFrom(streams, 'a')).toMatchObject({ state: ' one.x two.x', revision: 1 })
    expect(await loadFrom(streams, 'b')).toMatchObject({ state: '', revision: null })
  })

  it('is read once, however often it is loaded', async () => {
    const log = memoryLog()
    const read: Array<string> = []
    const counting: EventLog = {
      ...log,
      readStream: (stream, options) => {
        read.push(stream)
        return log.readStream(stream, options)
      },
    }
    const streams = streamsOf(counting, 10)
    await Promise.all([loadFrom(streams, 'a'), loadFrom(streams, 'a')])
    await loadFrom(streams, 'a')
    expect(read).toEqual(['a'])
  })

  it('has after a refresh what another process recorded, loaded before the first refresh or after', async () => {
    const log = memoryLog()
    const streams = streamsOf(log, 10)
    await loadFrom(streams, 'a')
    await recordBy(log, 'a', 'one')
    await streams.refresh()
    expect((await loadFrom(streams, 'a')).state).toBe(' one.x')
    await recordBy(log, 'a', 'two')
    await streams.refresh()
    expect((await loadFrom(streams, 'a')).state).toBe(' one.x two.x')
  })

  it('is as it is when the task is run, not as it was when the task was made', async () => {
    const log = memoryLog()
    const streams = streamsOf(log, 10)
    await loadFrom(streams, 'a')
    const later = streams.load(names, 'a')
    await recordBy(log, 'a', 'one')
    await streams.refresh()
    expect(must(await later()).state).toBe(' one.x')
  })

  it('has at once what this process recorded', async () => {
    const log = memoryLog()
    const streams = streamsOf(log, 10)
    await streams.refresh()
    await loadFrom(streams, 'a')
    streams.learn(await recordBy(log, 'a', 'one'))
    expect((await loadFrom(streams, 'a')).state).toBe(' one.x')
  })
})

describe('A refresh', () => {
  const failure: LogFailure = { _tag: 'LogUnavailable', path: 'ledger', reason: 'SQLITE_IOERR' }

  it('costs one look at the head where nothing is new, shared by all who ask in the same turn', async () => {
    const log = memoryLog()
    const asked: Array<string> = []
    const counting: EventLog = {
      ...log,
      head: () => {
        asked.push('head')
        return log.head()
      },
      readAll: (options) => {
        asked.push('read')
        return log.readAll(options)
      },
    }
    const streams = streamsOf(counting, 10)
    await streams.refresh()
    asked.length = 0
    await Promise.all([streams.refresh(), streams.refresh(), streams.refresh()])
    expect(asked).toEqual(['head'])
  })

  it('that fails is told to all who share it, and what it missed is read by the next', async () => {
    const log = memoryLog()
    const failures: Array<LogFailure> = []
    const failing: EventLog = {
      ...log,
      head: () => {
        const failed = failures.shift()
        return failed === undefined ? log.head() : TE.left(failed)
      },
    }
    const streams = streamsOf(failing, 10)
    await streams.refresh()
    await loadFrom(streams, 'a')
    await recordBy(log, 'a', 'one')
    failures.push(failure)
    expect(await Promise.all([streams.refresh(), streams.refresh()])).toEqual([E.left(failure), E.left(failure)])
    await streams.refresh()
    expect((await loadFrom(streams, 'a')).state).toBe(' one.x')
  })

  it('that fails half way goes on where it stopped', async () => {
    const log = memoryLog()
    let broken = false
    const failing: EventLog = {
      ...log,
      readAll: async function* (options) {
        for await (const page of log.readAll({ ...options, batchSize: 1 })) {
          yield page
          if (!broken) continue
          yield E.left(failure)
          return
        }
      },
    }
    const streams = streamsOf(failing, 10)
    await loadFrom(streams, 'a')
    await recordBy(log, 'a', 'one')
    await recordBy(log, 'a', 'two')
    broken = true
    expect(await streams.refresh()).toEqual(E.left(failure))
    expect((await loadFrom(streams, 'a')).state).toBe(' one.x')
    broken = false
    expect(await streams.refresh()).toEqual(E.right(2))
    expect((await loadFrom(streams, 'a')).state).toBe(' one.x two.x')
  })
})

describe('A reading that fails', () => {
  it('is told to all who share it, remembers nothing, and is tried again by the next', async () => {
    const log = memoryLog()
    await recordBy(log, 'a', 'one')
    const failure: LogFailure = { _tag: 'RecordCorrupt', position: 1 as Position, detail: 'a test' }
    const defect = (): Promise<Either<LogFailure, never>> => Promise.reject(new Error('a defect'))
    const answers: Array<TaskEither<LogFailure, never>> = [TE.left(failure), defect]
    const failing: EventLog = { ...log, readStream: (stream) => answers.shift() ?? log.readStream(stream) }
    const streams = streamsOf(failing, 10)
    const both = [streams.load(names, 'a')(), streams.load(names, 'a')()]
    expect(await Promise.all(both)).toEqual([E.left(failure), E.left(failure)])
    await expect(streams.load(names, 'a')()).rejects.toThrow('a defect')
    expect((await loadFrom(streams, 'a')).state).toBe(' one.x')
  })
})

type Step = { readonly do: 'record' | 'own' | 'load' | 'refresh'; readonly stream: string }

const arbitraryStep: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('record', 'own', 'load', 'load', 'refresh'),
  stream: fc.constantFrom('a', 'b', 'c'),
})
const arbitrarySteps = fc.array(arbitraryStep, { maxLength: 14, size: 'max' })
const capacity = fc.integer({ min: 0, max: 2 })

describe('Remembered streams, whatever comes between question and answer', () => {
  it('hold all that was recorded before the last refresh, and every event once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), arbitrarySteps, capacity, async (schedule, steps, room) => {
        const log = memoryLog()
        const streams = streamsOf(scheduledLog(schedule, log), room)
        const revisions = new Map<string, number>()
        let refreshed = new Map<string, number>()
        const take = async ({ do: what, stream }: Step, n: number): Promise<void> => {
          if (what === 'record' || what === 'own') {
            const events = await recordBy(log, stream, `n${n}`)
            revisions.set(stream, Math.max(revisions.get(stream) ?? 0, events[0]?.revision ?? 0))
            if (what === 'own') streams.learn(events)
          } else if (what === 'refresh') {
            const known = new Map(revisions)
            must(await streams.refresh())
            refreshed = new Map([...known].map(([name, at]) => [name, Math.max(at, refreshed.get(name) ?? 0)]))
          } else {
            const atLeast = refreshed.get(stream) ?? -1
            const { state, revision } = await loadFrom(streams, stream)
            expect(revision ?? -1).toBeGreaterThanOrEqual(atLeast)
            const events = must(await log.readStream(stream)()).events.slice(0, (revision ?? -1) + 1)
            expect(state).toBe(events.map(({ data }) => ('fqdn' in data ? ` ${data.fqdn}` : '?')).join(''))
          }
        }
        const all = Promise.all(steps.map((step, n) => schedule.schedule(Promise.resolve()).then(() => take(step, n))))
        await schedule.waitFor(all)
        await schedule.waitFor(streams.refresh())
        for (const stream of revisions.keys()) {
          const { revision } = await schedule.waitFor(loadFrom(streams, stream))
          expect(revision).toBe(revisions.get(stream))
        }
      }),
      { numRuns: 500 },
    )
  })
})
