import { expect, it } from 'vitest'
import { beginning } from '../../../domain/values/position.js'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { startProgram } from '../../support/crash/child-program.js'
import { must } from '../../support/log-reading.js'
import { freshDirectory } from './ledger-directory.js'
import { lineOf, wholeLedger } from './whole-ledger.js'

const program = new URL('./log-process.ts', import.meta.url)

type Printed = ReadonlyArray<ReadonlyArray<string>>

/** Runs so many processes at once, and gives what each has printed. */
const together = async (processes: number, args: ReadonlyArray<string>): Promise<Printed> => {
  const started = Array.from({ length: processes }, () => startProgram(program, args))
  expect(await Promise.all(started.map(({ ended }) => ended))).toEqual(started.map(() => 0))
  const lines = await Promise.all(started.map((one) => one.lines))
  return lines.map((some) => some.filter((line) => line !== 'ready'))
}

it('records what three processes append at once, in one order without a gap', async () => {
  const directory = freshDirectory()
  const printed = await together(3, [directory, 'append', '400'])
  const events = await wholeLedger(directory)
  expect(events).toHaveLength(1_200)
  expect(new Set(events.map(lineOf))).toEqual(new Set(printed.flat()))
})

it('lets processes that append behind what they have read never overwrite each other', async () => {
  const directory = freshDirectory()
  const printed = await together(3, [directory, 'count', '100'])
  const events = await wholeLedger(directory)
  expect(events.map(({ stream, revision }) => `${stream} ${String(revision)}`)).toEqual(
    Array.from({ length: 300 }, (_, n) => `shared ${String(n)}`),
  )
  expect(printed.flat().every((line) => /^conflicts \d+$/.test(line))).toBe(true)
})

it('is made once where several processes make it at the same moment', async () => {
  for (let round = 0; round < 5; round += 1) {
    const directory = freshDirectory()
    const printed = await together(4, [directory, 'append', '3'])
    expect(new Set((await wholeLedger(directory)).map(lineOf))).toEqual(new Set(printed.flat()))
  }
})

it('opens after its makers were killed at any moment', async () => {
  for (let round = 0; round < 20; round += 1) {
    const directory = freshDirectory()
    const makers = [1, 2].map(() => startProgram(program, [directory, 'append', '1000']))
    const killed = makers.map(async ({ child, ready, ended, lines }) => {
      await ready
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 6))
      child.kill('SIGKILL')
      await ended
      return lines
    })
    const acknowledged = (await Promise.all(killed)).flat().filter((line) => line !== 'ready')
    const found = new Set((await wholeLedger(directory)).map(lineOf))
    expect(acknowledged.filter((line) => !found.has(line))).toEqual([])
  }
})

it('shows a follower what another process appends', async () => {
  const directory = freshDirectory()
  const log = must(await openSqliteLog({ directory, create: true, pollMs: 20 })())
  const abort = new AbortController()
  const seen: Array<string> = []
  const following = (async () => {
    for await (const page of log.follow({ after: beginning, signal: abort.signal })) {
      seen.push(...must(page).map(lineOf))
      if (seen.length === 50) abort.abort()
    }
  })()
  const [printed] = await together(1, [directory, 'append', '50'])
  await following
  expect(new Set(seen)).toEqual(new Set(printed))
  expect(seen.map((line) => Number(line.split(' ')[0]))).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
  await log.close()
})
