import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { desk, program } from './certledger.js'

describe('the completion script', () => {
  it('loads in bash, and knows the commands', async () => {
    const here = desk()
    here.file('completion.bash', (await here.certledger('completion', 'bash')).out)
    const line = 'source completion.bash && complete -p certledger'
    const { code, out, err } = await here.command('bash', '--norc', '-c', line)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('certledger')
  })

  it('loads in zsh', async () => {
    const here = desk()
    here.file('_certledger', (await here.certledger('completion', 'zsh')).out)
    const line = 'fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -d .dump; print -r -- $_comps[certledger]'
    expect(await here.command('zsh', '-f', '-c', line)).toMatchObject({ code: 0, out: '_certledger\n', err: '' })
  })

  it('loads in fish, and completes nouns and verbs', async () => {
    const here = desk()
    here.file('certledger.fish', (await here.certledger('completion', 'fish')).out)
    const line = 'source certledger.fish; complete -C "certledger certificate des"'
    const { code, out, err } = await here.command('fish', '--no-config', '-c', line)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('destroy-key')
  })

  it('is there for PowerShell', async () => {
    const { code, out } = await desk().certledger('completion', 'powershell')
    expect(code).toBe(0)
    expect(out).toContain('Register-ArgumentCompleter')
  })

  it('is refused for a shell that nobody knows', async () => {
    expect(await desk().refusal('completion', 'tcsh')).toMatchObject({ code: 2, problems: [{ field: 'shell' }] })
  })
})

describe('a Node that is too old', () => {
  const pretending = (version: string): string =>
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  const older = (version: string): string => `data:text/javascript,${encodeURIComponent(pretending(version))}`

  const tooOld = ['12.22.12', '20.19.0', '22.9.0', '22.12.99']
  it.each(tooOld)('%s is told in one line, with exit code 1', async (version) => {
    const { command } = desk()
    expect(await command(process.execPath, '--import', older(version), program, 'version')).toMatchObject({
      code: 1,
      out: '',
      err: `certledger needs Node 22.13.0 or newer; this is Node ${version}.\n`,
    })
  })

  it.each(['22.13.0', '23.0.0', '100.1.0'])('%s is not', async (version) => {
    const { command } = desk()
    expect(await command(process.execPath, '--import', older(version), program, 'version')).toMatchObject({ code: 0 })
  })

  it('is found out before anything is imported that it could not load', () => {
    expect(readFileSync(program, 'utf8')).not.toMatch(/^\s*import\s/m)
  })
})

describe('the program', () => {
  it('says nothing beside its answer', async () => {
    const here = desk()
    for (const argv of [['site', 'configure', '--sip-domains', 'contoso.com'], ['site', 'show']]) {
      expect(await here.certledger(...argv)).toMatchObject({ code: 0, err: '' })
    }
  })

  it('tells its version as package.json has it', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect((await desk().certledger('--version')).out).toBe(`certledger ${version} (Node ${process.version})\n`)
  })
})
