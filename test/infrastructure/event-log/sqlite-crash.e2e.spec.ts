import { expect, it } from 'vitest'
import { crashRounds, killsWanted } from '../../support/crash/crash-rounds.js'
import { freshDirectory } from './ledger-directory.js'
import { lineOf, wholeLedger } from './whole-ledger.js'

const program = new URL('../../support/crash/append-until-killed.ts', import.meta.url)

const SECONDS_PER_KILL = 2

it('loses no acknowledged event and leaves no gap however often the writing processes are killed', async () => {
  const tally = await crashRounds({
    program,
    argsFor: (directory) => [directory],
    verify: async (directory, acknowledged) => {
      const found = new Set((await wholeLedger(directory)).map(lineOf))
      expect(acknowledged.filter((line) => !found.has(line))).toEqual([])
    },
  }, killsWanted(), freshDirectory)
  expect(tally.kills).toBe(killsWanted())
  expect(tally.acknowledged).toBeGreaterThan(tally.kills * 10)
}, killsWanted() * SECONDS_PER_KILL * 1_000)
