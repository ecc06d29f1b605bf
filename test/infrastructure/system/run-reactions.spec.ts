import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { E, TE } from '../../../application/prelude.js'
import { plusMs } from '../../../domain/values/instant.js'
import { systemClock } from '../../../infrastructure/system/clock.js'
import { runReactions } from '../../../infrastructure/system/run-reactions.js'
import type { Reaction } from '../../../infrastructure/system/service.js'
import { memoryLedger } from '../../support/ledger/memory-ledger.js'
import { registering } from '../../support/ledger/sends.js'

type Told = readonly [string, unknown]

/** Reactions over a log in memory; `dueInMs` is when something takes effect by the clock. */
const reacting = (reactions: ReadonlyArray<Reaction>, dueInMs: number | null = null) => {
  const ledger = memoryLedger()
  const end = new AbortController()
  const told: Array<Told> = []
  const due = dueInMs === null ? null : plusMs(systemClock.now(), dueInMs)
  const { head, follow } = ledger.ports.eventLog
  const service = { reactions, head, follow, now: systemClock.now, nextEffectiveInstant: () => TE.right(due) }
  const done = runReactions(service, end.signal, (name, outcome) => told.push([name, outcome]))
  onTestFinished(() => end.abort())
  return { ledger, told, end, done }
}

const counting = (outcome: (nth: number) => ReturnType<Reaction['run']>) => {
  const runs: Array<number> = []
  const reaction: Reaction = {
    name: 'counting',
    run: () => () => {
      runs.push(Date.now())
      return outcome(runs.length)()
    },
  }
  return { runs, reaction }
}

const nothing = () => TE.right(0)

const until = async (isSo: () => boolean): Promise<void> => {
  for (let waited = 0; !isSo() && waited < 5_000; waited += 5) await sleep(5)
  expect(isSo()).toBe(true)
}

describe('The reactions', () => {
  it('run once at the beginning, and again after something was recorded', async () => {
    const { runs, reaction } = counting(nothing)
    const { ledger } = reacting([reaction])
    await until(() => runs.length === 1)
    await sleep(50)
    expect(runs).toHaveLength(1)
    await ledger.send(registering())
    await until(() => runs.length === 2)
  })

  it('run when something takes effect by the clock', async () => {
    const { runs, reaction } = counting(nothing)
    const begin = Date.now()
    reacting([reaction], 200)
    await until(() => runs.length >= 2)
    expect((runs[1] ?? 0) - begin).toBeGreaterThanOrEqual(190)
  })

  it('are told of where they did something or failed, and one that fails keeps none from its turn', async () => {
    const failure = { _tag: 'LogBusy', waiting: 1, limit: 1 } as const
    const named = (name: string, run: Reaction['run']): Reaction => ({ name, run })
    const { told } = reacting([
      named('fails', () => TE.left(failure)), named('rests', nothing), named('records', () => TE.right(2)),
    ])
    await until(() => told.length >= 2)
    expect(told.slice(0, 2)).toEqual([['fails', E.left(failure)], ['records', E.right(2)]])
  })

  it('that fail are tried again, and not at once', async () => {
    const { runs, reaction } = counting((nth) =>
      nth === 1 ? TE.left({ _tag: 'LogBusy', waiting: 1, limit: 1 }) : TE.right(0))
    reacting([reaction], 0)
    await until(() => runs.length >= 2)
    expect((runs[1] ?? 0) - (runs[0] ?? 0)).toBeGreaterThanOrEqual(900)
  })

  it('end with the signal', async () => {
    const { runs, reaction } = counting(nothing)
    const { end, done } = reacting([reaction])
    await until(() => runs.length === 1)
    end.abort()
    await done
  })
})
