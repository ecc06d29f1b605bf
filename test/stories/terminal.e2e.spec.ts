import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { desk, ended, program, type Desk } from './certledger.js'
import { PASSWORD, sample } from './pfx-of.js'

/** Gives a program a terminal of its own; part of every Debian, not a package of Node. */
const terminalMaker = 'script'

/** Types into the program at a terminal of its own: after each text that shows, the keys that answer it. */
const atTerminal = async (
  { cwd, env }: Desk,
  argv: ReadonlyArray<string>,
  talk: ReadonlyArray<readonly [string, string]>,
) => {
  const line = [process.execPath, program, ...argv].map((word) => `'${word}'`).join(' ')
  const options = { cwd, env: { ...env, TERM: 'xterm' } }
  const child = spawn(terminalMaker, ['-qec', line, '/dev/null'], options)
  const left = [...talk]
  let shown = ''
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString('utf8')
    const [next] = left
    if (next === undefined || !shown.includes(next[0])) return
    left.shift()
    child.stdin.write(next[1])
  })
  const { code } = await ended(child)
  return { code, shown, left }
}

describe('at a terminal', () => {
  it('a password is asked for, and nothing of it is shown', async () => {
    const here = desk()
    const { pfx, thumbprint } = sample('oauth.contoso.com')
    const importing = ['certificate', 'import', '--path', here.file('x.pfx', pfx)]
    const { code, shown } = await atTerminal(here, importing, [['Password of the file: ', `${PASSWORD}\r`]])
    expect(code).toBe(0)
    expect(shown).toContain(thumbprint)
    expect(shown).not.toContain(PASSWORD)
  })

  it('what cannot be undone is asked about, and ^C leaves it', async () => {
    const here = desk()
    const { pfx, thumbprint } = sample('oauth.contoso.com')
    const given = ['--path', here.file('x.pfx', pfx), '--password-file', here.file('pw.txt', PASSWORD)]
    await here.json('certificate', 'import', ...given)
    const destroying = ['certificate', 'destroy-key', thumbprint]
    const question = 'for ever? [y/N] '
    expect((await atTerminal(here, destroying, [[question, '\u0003']])).code).toBe(130)
    expect((await atTerminal(here, destroying, [[question, 'n\r']])).code).toBe(1)
    expect(await here.json('certificate', 'show', thumbprint)).toMatchObject({ certificate: { hasPrivateKey: true } })
    expect((await atTerminal(here, destroying, [[question, 'y\r']])).code).toBe(0)
    expect(await here.json('certificate', 'show', thumbprint)).toMatchObject({ certificate: { hasPrivateKey: false } })
  })

  it('an export asks for the new password twice, and does not go to the screen', async () => {
    const here = desk()
    const { pfx, thumbprint } = sample('oauth.contoso.com')
    const given = ['--path', here.file('x.pfx', pfx), '--password-file', here.file('pw.txt', PASSWORD)]
    await here.json('certificate', 'import', ...given)
    const exporting = ['certificate', 'export', thumbprint, '--out']
    expect(await atTerminal(here, [...exporting, '-'], [])).toMatchObject({ code: 1 })
    const talk = [
      ['private key? [y/N] ', 'yes\r'], ['Password for the new file: ', 'one\r'], ['The same again: ', 'one\r'],
    ] as const
    expect(await atTerminal(here, [...exporting, 'y.pfx'], talk)).toMatchObject({ code: 0, left: [] })
  })

  it('answers have colours, without NO_COLOR', async () => {
    const here = desk()
    await here.json('site', 'configure', '--sip-domains', 'contoso.com')
    expect((await atTerminal(here, ['doctor'], [])).shown).toContain('\u001b[')
    const plain = { ...here, env: { ...here.env, NO_COLOR: '1' } }
    expect((await atTerminal(plain, ['doctor'], [])).shown).not.toContain('\u001b[')
  })
})
