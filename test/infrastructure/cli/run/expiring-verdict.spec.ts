import { describe, expect, it } from 'vitest'
import { TE } from '../../../../application/prelude.js'
import { run } from '../fake-world.js'

const entry = (level: string) => ({
  type: 'Default',
  identity: 'fe01.contoso.com',
  as: 'current',
  covered: false,
  level,
  certificate: { thumbprint: 'AB'.repeat(20), subject: 'CN=fe01', notAfter: '2026-12-01T00:00:00.000Z' },
})

const endsWith = async (levels: ReadonlyArray<string>, ...argv: ReadonlyArray<string>) => {
  const answer = {
    position: 1,
    at: '2026-11-20T12:00:00.000Z',
    knownAt: '2026-11-20T12:00:00.000Z',
    within: '2027-01-20T12:00:00.000Z',
    expiring: levels.map(entry),
  }
  const { code } = await run(['expiring', '-o', 'json', ...argv], {
    session: () => ({ question: () => TE.right(answer as never) }),
  })
  return code
}

describe('the exit code of expiring', () => {
  it.each([
    [[], 0],
    [['notice'], 0],
    [['notice', 'warning'], 3],
    [['warning', 'critical'], 4],
    [['expired'], 4],
  ])('for %j is %d', async (levels, code) => {
    expect(await endsWith(levels)).toBe(code)
    expect(await endsWith(levels, '--fail-on', 'Warning')).toBe(code)
  })

  it('does not count warnings with --fail-on critical, and nothing with --fail-on none', async () => {
    expect(await endsWith(['warning'], '--fail-on', 'critical')).toBe(0)
    expect(await endsWith(['warning', 'expired'], '--fail-on', 'critical')).toBe(4)
    expect(await endsWith(['warning', 'expired'], '--fail-on', 'none')).toBe(0)
  })

  it('is 2 for a level that does not exist', async () => {
    expect(await endsWith([], '--fail-on', 'notice')).toBe(2)
  })
})
