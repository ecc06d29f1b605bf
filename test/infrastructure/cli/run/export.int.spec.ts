import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TE } from '../../../../application/prelude.js'
import { commandsIn, run, type Circumstances } from '../fake-world.js'

const pfx = Buffer.from([0x30, 0x82, 0x00, 0xff, 0x0a])

let cwd = ''
beforeEach(() => { cwd = mkdtempSync(join(tmpdir(), 'cli-export-')) })
afterEach(() => { rmSync(cwd, { recursive: true }) })

const handingOut = (during: () => void = () => undefined): Circumstances => ({
  cwd,
  env: { PW: 'x' },
  session: (done) => ({
    command: (name, input, asked) => () => {
      done.push({ what: 'command', name, input, asked })
      during()
      const head = { position: 1, at: '2026-11-20T12:00:00.000Z', knownAt: '2026-11-20T12:00:00.000Z' }
      const file = { bytes: pfx, mediaType: 'application/x-pkcs12', containsPrivateKey: true }
      const answer = { ...head, events: [], findings: [], dryRun: asked.dryRun }
      return TE.right((asked.dryRun ? answer : { ...answer, file }) as never)()
    },
  }),
})

const exporting = (...argv: ReadonlyArray<string>) =>
  ['certificate', 'export', 'AB'.repeat(20), '--password-env', 'PW', '--yes', ...argv]

describe('an exported file', () => {
  it('is readable by its owner only, and nothing else is left beside it', async () => {
    const { code, out } = await run(exporting('--out', 'x.pfx', '-o', 'json'), handingOut())
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ file: { path: join(cwd, 'x.pfx') } })
    expect(readFileSync(join(cwd, 'x.pfx'))).toEqual(pfx)
    expect(statSync(join(cwd, 'x.pfx')).mode & 0o777).toBe(0o600)
    expect(readdirSync(cwd)).toEqual(['x.pfx'])
  })

  it('is in no answer, in no format', async () => {
    for (const format of ['table', 'wide', 'json', 'jsonl', 'csv', 'yaml']) {
      const { out, err } = await run(exporting('--out', `${format}.pfx`, '-o', format), handingOut())
      expect(out + err).not.toMatch(/bytes|48,\s*130|"0": 48|MIIA|MIL\//)
    }
  })

  it('is not overwritten, which is found out before the private key is read', async () => {
    writeFileSync(join(cwd, 'x.pfx'), 'precious')
    const { code, err, done } = await run(exporting('--out', 'x.pfx', '-o', 'json'), handingOut())
    expect(code).toBe(2)
    expect(JSON.parse(err)).toMatchObject({ type: 'OutputExists', path: join(cwd, 'x.pfx') })
    expect(done).toEqual([])
    expect(readFileSync(join(cwd, 'x.pfx'), 'utf8')).toBe('precious')
  })

  it('is not overwritten where it appears meanwhile either', async () => {
    const { code } = await run(
      exporting('--out', 'x.pfx'),
      handingOut(() => { writeFileSync(join(cwd, 'x.pfx'), 'precious') }),
    )
    expect(code).toBe(2)
    expect(readFileSync(join(cwd, 'x.pfx'), 'utf8')).toBe('precious')
    expect(readdirSync(cwd)).toEqual(['x.pfx'])
  })

  it('is overwritten with --force, with the rights of a new one', async () => {
    writeFileSync(join(cwd, 'x.pfx'), 'precious', { mode: 0o644 })
    expect((await run(exporting('--out', 'x.pfx', '--force'), handingOut())).code).toBe(0)
    expect(readFileSync(join(cwd, 'x.pfx'))).toEqual(pfx)
    expect(statSync(join(cwd, 'x.pfx')).mode & 0o777).toBe(0o600)
  })

  it('does not follow a link that lies in its place', async () => {
    symlinkSync(join(cwd, 'elsewhere'), join(cwd, 'x.pfx'))
    expect((await run(exporting('--out', 'x.pfx'), handingOut())).code).toBe(2)
    expect((await run(exporting('--out', 'x.pfx', '--force'), handingOut())).code).toBe(0)
    expect(readdirSync(cwd)).toEqual(['x.pfx'])
  })

  it('in a place that does not exist is refused before the private key is read', async () => {
    const { code, err, done } = await run(exporting('--out', 'none/x.pfx', '-o', 'json'), handingOut())
    expect(code).toBe(1)
    expect(JSON.parse(err)).toMatchObject({ type: 'OutputUnwritable', reason: 'ENOENT' })
    expect(commandsIn(done)).toEqual([])
  })

  it('leaves nothing behind where the ledger refuses', async () => {
    const { code } = await run(exporting('--out', 'x.pfx'), {
      ...handingOut(),
      session: () => ({ command: () => TE.left({ _tag: 'PfxNotWritten' }) }),
    })
    expect(code).toBe(1)
    expect(readdirSync(cwd)).toEqual([])
  })

  it('is not made where it is only tried', async () => {
    expect((await run(exporting('--out', 'x.pfx', '--dry-run'), handingOut())).code).toBe(0)
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('an export to standard output', () => {
  it('is the bytes and nothing else; the answer goes to error output', async () => {
    const { code, bytes, err } = await run(exporting('--out', '-', '-o', 'json'), handingOut())
    expect(code).toBe(0)
    expect(bytes).toEqual(pfx)
    expect(JSON.parse(err)).toMatchObject({ file: { path: null } })
    expect((await run(exporting('--out', '-', '-q'), handingOut())).err).toBe('')
  })

  it('is refused on a terminal, before the private key is read', async () => {
    const { code, err, done } = await run(exporting('--out', '-'), { ...handingOut(), stdoutIsTty: true })
    expect(code).toBe(1)
    expect(err).toContain('standard output')
    expect(done).toEqual([])
  })
})
