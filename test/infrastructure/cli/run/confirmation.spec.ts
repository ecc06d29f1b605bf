import { describe, expect, it } from 'vitest'
import { answering, commandsIn, run } from '../fake-world.js'

const thumbprint = 'AB'.repeat(20)
const destroying = ['certificate', 'destroy-key', thumbprint]
const removing = ['certificate', 'remove', '--type', 'Default', '--identity', 'fe01.contoso.com']

describe('what cannot be undone', () => {
  it.each([
    [destroying, `Destroy the private key of ${thumbprint} for ever? [y/N] `],
    [removing, 'Remove the current certificate of Default at fe01.contoso.com? [y/N] '],
  ])('is asked about at the terminal: %j', async (argv, question) => {
    for (const answer of ['y', 'YES', ' y ']) {
      const asked: Array<string> = []
      const { code, done } = await run(argv, { terminal: answering(asked, answer) })
      expect(asked).toEqual([question])
      expect(code).toBe(0)
      expect(commandsIn(done)).toHaveLength(1)
    }
  })

  it.each(['', 'n', 'no', 'ye', 'End'])('is not done where the answer is %j', async (answer) => {
    const { code, done, err } = await run(destroying, { terminal: answering([], answer) })
    expect(code).toBe(1)
    expect(err).toContain('Nothing was done')
    expect(done).toEqual([])
  })

  it('is refused where nobody can be asked, with the way out', async () => {
    for (const argv of [destroying, [...removing, '--no-input']]) {
      const { code, err, done } = await run([...argv, '-o', 'json'])
      expect(code).toBe(2)
      expect(JSON.parse(err)).toMatchObject({ type: 'ConfirmationRequired' })
      expect(err).toContain('--yes')
      expect(done).toEqual([])
    }
  })

  it('is done without a question where --yes says so', async () => {
    const asked: Array<string> = []
    const { code } = await run([...destroying, '--yes'], { terminal: answering(asked) })
    expect({ code, asked }).toEqual({ code: 0, asked: [] })
    expect((await run([...removing, '-y'])).code).toBe(0)
  })

  it('needs no confirmation where it is only tried', async () => {
    const { code, done } = await run([...destroying, '--dry-run'])
    expect(code).toBe(0)
    expect(commandsIn(done)).toMatchObject([{ asked: { dryRun: true } }])
  })

  it('is let go of with ^C', async () => {
    const { code, done } = await run(destroying, { terminal: answering([], 'Interrupted') })
    expect({ code, done }).toEqual({ code: 130, done: [] })
  })
})

describe('certificate remove', () => {
  it('asks nothing for the previous certificate, nor with the vendor\'s --force', async () => {
    expect((await run([...removing, '--previous'])).code).toBe(0)
    expect((await run([...removing, '--force'])).code).toBe(0)
  })
})
