import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { desk, program, snapshot, type Desk } from './certledger.js'
import { PASSWORD, sample } from './pfx-of.js'

const register = ['front-end', 'register', 'fe01.contoso.com']

/** A desk whose ledger holds one event. */
const begun = async (): Promise<Desk> => {
  const here = desk()
  await here.json('site', 'configure', '--sip-domains', 'contoso.com')
  return here
}

/** Rights bind nobody who is root; there, the program runs without the power to override them. */
const boundByRights = async ({ command }: Desk, ...argv: ReadonlyArray<string>) => {
  const line = [process.execPath, program, ...argv, '-o', 'json']
  const isRoot = process.getuid?.() === 0
  const capabilities = '-dac_override,-dac_read_search'
  const { code, err, out } = isRoot
    ? await command('setpriv', `--bounding-set=${capabilities}`, `--inh-caps=${capabilities}`, ...line)
    : await command(line[0] ?? '', ...line.slice(1))
  return { code, problem: (code === 0 ? {} : JSON.parse(err)) as Readonly<Record<string, unknown>>, out }
}

describe('a ledger directory without rights', () => {
  it('is told when it may not be read', async () => {
    const here = await begun()
    chmodSync(here.ledger, 0)
    onTestFinished(() => { chmodSync(here.ledger, 0o700) })
    const { code, problem } = await boundByRights(here, 'site', 'show')
    expect(code).toBe(9)
    expect(problem).toMatchObject({ detail: expect.stringContaining('EACCES') as string })
  })

  it('is told when it may not be written, and nothing is changed', async () => {
    const here = await begun()
    const before = snapshot(here.ledger)
    for (const name of ['events.sqlite']) chmodSync(join(here.ledger, name), 0o400)
    chmodSync(here.ledger, 0o500)
    onTestFinished(() => { chmodSync(here.ledger, 0o700) })
    const { code } = await boundByRights(here, ...register)
    expect(code).toBe(9)
    chmodSync(here.ledger, 0o700)
    const after = snapshot(here.ledger)
    expect(after['events.sqlite']?.split(' ')[1]).toBe(before['events.sqlite']?.split(' ')[1])
  })
})

describe('a ledger that this program cannot use', () => {
  it('of a newer version is told, with both versions, and not touched', async () => {
    const here = await begun()
    const path = join(here.ledger, 'events.sqlite')
    const database = new DatabaseSync(path)
    database.exec('pragma user_version = 999')
    database.close()
    const before = readFileSync(path)
    for (const argv of [register, ['site', 'show']]) {
      expect(await here.refusal(...argv)).toMatchObject({ code: 9, type: 'LogOfNewerVersion', found: 999 })
    }
    expect(readFileSync(path).equals(before)).toBe(true)
    expect((await here.certledger('doctor')).code).toBe(4)
  })

  it('is another kind of file', async () => {
    const here = await begun()
    writeFileSync(join(here.ledger, 'events.sqlite'), 'These are notes about something else.\n'.repeat(100))
    expect(await here.refusal(...register)).toMatchObject({ code: 9, type: 'NotALedger' })
  })

  it('is a file where the directory should be', async () => {
    const here = desk()
    here.file('ledger', 'a file')
    expect(await here.refusal(...register)).toMatchObject({ code: 9 })
  })
})

describe('a disk that is full', () => {
  it('is told, and nothing that was recorded is lost', async () => {
    const here = await begun()
    const copy = join(here.cwd, 'copy')
    cpSync(here.ledger, copy, { recursive: true })
    const { pfx } = sample('oauth.contoso.com')
    const given = ['--path', here.file('x.pfx', pfx), '--password-file', here.file('pw.txt', PASSWORD)]
    const words = ['--ledger', copy, 'certificate', 'import', ...given, '-o', 'json']
    // No file may grow beyond what it has, which a full disk comes to.
    const line = `trap '' XFSZ; ulimit -f 1; exec "$0" "${program}" "$@"`
    const { code, err } = await here.command('bash', '-c', line, process.execPath, ...words)
    expect(code).toBe(9)
    expect(JSON.parse(err)).toMatchObject({ type: expect.stringMatching(/^(Log|Vault|ReadSide)/) as string })
    expect(await here.json('--ledger', copy, 'site', 'show')).toMatchObject({ position: 1 })
    expect((await here.certledger('--ledger', copy, 'doctor', '--deep', '--rebuild')).code).toBe(0)
    expect((await here.json('--ledger', copy, 'certificate', 'import', ...given))['events']).toHaveLength(1)
  })
})
