import { describe, expect, it } from 'vitest'
import { run } from '../fake-world.js'
import { E } from '../../../../application/prelude.js'

const session = () => ({
  verifyRecords: (progress: (checked: number) => void) => () => {
    for (const count of [1000, 2000]) progress(count)
    return Promise.resolve(E.right(7))
  },
})

const told = async (argv: ReadonlyArray<string>, stderrIsTty: boolean, env = {}) =>
  (await run(['doctor', '--deep', ...argv], { stderrIsTty, env, session })).err

describe('progress', () => {
  it('is one line of the terminal, which is gone afterwards', async () => {
    expect(await told([], true)).toContain('\r\u001b[K1,000 records checked\r\u001b[K')
  })

  it('is told nowhere else', async () => {
    expect(await told([], false)).toBe('')
    expect(await told(['-q'], true)).toBe('')
    expect(await told(['-o', 'json'], true)).toBe('')
    expect(await told([], true, { TERM: 'dumb' })).toBe('')
  })
})
