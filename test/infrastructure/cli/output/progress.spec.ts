import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { E } from '../../../../application/prelude.js'
import { run } from '../fake-world.js'

const working = (ms: number) => () => ({
  verifyRecords: (progress: (checked: number) => void) => async () => {
    progress(500)
    await sleep(ms)
    for (const count of [1000, 2000]) progress(count)
    return E.right(7)
  },
})

const told = async (argv: ReadonlyArray<string>, stderrIsTty: boolean, env = {}, ms = 400) =>
  (await run(['doctor', '--deep', ...argv], { stderrIsTty, env, session: working(ms) })).err

describe('progress', () => {
  it('is one line of the terminal, which is gone afterwards', async () => {
    expect(await told([], true)).toBe('\r\u001b[K1,000 records checked\r\u001b[K')
  })

  it('is not told of what is done at once', async () => {
    expect(await told([], true, {}, 0)).toBe('')
  })

  it('is told nowhere else', async () => {
    expect(await told([], false)).toBe('')
    expect(await told(['-q'], true)).toBe('')
    expect(await told(['-o', 'json'], true)).toBe('')
    expect(await told([], true, { TERM: 'dumb' })).toBe('')
  })
})
