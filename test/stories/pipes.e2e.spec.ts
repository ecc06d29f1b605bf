import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { desk, ended, program, type Desk } from './certledger.js'
import { PASSWORD, sample } from './pfx-of.js'

const importing = ['certificate', 'import', '--dry-run', '-q', '-o', 'json', '--path']

const inBash = ({ command }: Desk, words: string) =>
  command('bash', '-c', `"${process.execPath}" "${program}" ${importing.join(' ')} ${words}`)

describe('a password', () => {
  it.each([
    ['a file', '3< pw.txt'],
    ['a pipe', '3< <(cat pw.txt)'],
    ['a document', `3<<< "${PASSWORD}"`],
  ])('comes through a descriptor from %s', async (_, redirection) => {
    const here = desk()
    here.file('x.pfx', sample('oauth.contoso.com').pfx)
    here.file('pw.txt', `${PASSWORD}\n`)
    expect(await inBash(here, `x.pfx --password-fd 3 ${redirection}`)).toMatchObject({ code: 0, err: '' })
  })

  it('comes through a descriptor from another program of Node', async () => {
    const here = desk()
    const words = [program, ...importing, here.file('x.pfx', sample('oauth.contoso.com').pfx), '--password-fd', '3']
    const stdio: Array<'ignore' | 'pipe'> = ['ignore', 'pipe', 'pipe', 'pipe']
    const child = spawn(process.execPath, words, { cwd: here.cwd, env: here.env, stdio })
    const [, , , password] = child.stdio
    if (!(password instanceof Socket)) throw new Error('no pipe')
    password.end(`${PASSWORD}\n`)
    expect(await ended(child)).toMatchObject({ code: 0, err: '' })
  })
})

describe('a certificate file', () => {
  it('comes from standard input, and from a process substitution', async () => {
    const here = desk()
    const { pfx, thumbprint } = sample('oauth.contoso.com')
    const password = ['--password-file', here.file('pw.txt', PASSWORD)]
    const { out } = await here.piped(pfx, ...importing, '-', ...password)
    expect(JSON.parse(out)).toMatchObject({ certificate: { thumbprint } })
    here.file('x.pfx', pfx)
    expect(await inBash(here, '<(cat x.pfx) --password-file pw.txt')).toMatchObject({ code: 0, err: '' })
  })

  it('that does not come can be given up waiting for', async () => {
    const here = desk()
    await here.command('mkfifo', 'never')
    const child = spawn(process.execPath, [program, ...importing, 'never'], { cwd: here.cwd, env: here.env })
    const end = ended(child)
    await sleep(1_500)
    child.kill('SIGTERM')
    const { err } = await end
    expect(child.signalCode ?? child.exitCode).toBe('SIGTERM')
    expect(JSON.parse(err)).toMatchObject({ type: 'Interrupted', signal: 'SIGTERM' })
  })
})
