import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { secretOf } from '../../../../application/ports/secret.js'
import { TE } from '../../../../application/prelude.js'
import { commandsIn, run, type Circumstances } from '../fake-world.js'

const token = 'clt_deployaaaaaaaaa3_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlYw4'

let cwd = ''
beforeEach(() => { cwd = mkdtempSync(join(tmpdir(), 'cli-token-')) })
afterEach(() => { rmSync(cwd, { recursive: true }) })

/** A ledger that gives a token; `null` one that gave it before, `none` one that has none to give. */
const giving = (text: string | null = token): Circumstances => ({
  cwd,
  session: (done) => ({
    command: (name, input, asked) => () => {
      done.push({ what: 'command', name, input, asked })
      const head = { position: 1, at: '2026-11-20T12:00:00.000Z', knownAt: '2026-11-20T12:00:00.000Z' }
      const answer = { ...head, events: [], findings: [], dryRun: asked.dryRun }
      const secret = text === null ? null : secretOf(Buffer.from(text))
      const issued = { token: { id: 'deployaaaaaaaaa3', text: secret, expiresAt: null } }
      return TE.right((text === 'none' || asked.dryRun ? answer : { ...answer, ...issued }) as never)()
    },
  }),
})

const granting = (...argv: ReadonlyArray<string>) => ['access', 'grant', 'deploy', '--roles', 'operator', ...argv]

describe('a token that is granted', () => {
  it('is shown once on standard output, alone in its line, with a warning beside it', async () => {
    const { code, out, err, done } = await run(granting('--kind', 'service', '--expires', '90d'), giving())
    expect(code).toBe(0)
    expect(out.split('\n').filter((line) => line.includes(token))).toEqual([token])
    expect(err).toContain('shown this once')
    expect(err).not.toContain(token)
    expect(commandsIn(done)).toMatchObject([
      { name: 'GrantAccess', input: { subject: 'deploy', roles: ['operator'], kind: 'service', expires: '90d' } },
    ])
  })

  it.each(['json', 'yaml', 'wide'])('is in the answer as %s', async (format) => {
    const { out } = await run(granting('-o', format), giving())
    expect(out.split(token)).toHaveLength(2)
    if (format === 'json') expect(JSON.parse(out)).toMatchObject({ token: { id: 'deployaaaaaaaaa3', text: token } })
  })

  it.each(['csv', 'jsonl'])('would be lost as %s, which is refused before anything is granted', async (format) => {
    const { code, done } = await run(granting('-o', format), giving())
    expect([code, commandsIn(done)]).toEqual([2, []])
    expect((await run(granting('-o', format, '--token-out', 'deploy.token'), giving())).code).toBe(0)
  })

  it('goes into a file of its owner, and is then in no answer', async () => {
    for (const format of ['table', 'wide', 'json', 'jsonl', 'csv', 'yaml']) {
      const { code, out, err } = await run(granting('--token-out', `${format}.token`, '-o', format), giving())
      const path = join(cwd, `${format}.token`)
      expect(code).toBe(0)
      expect(readFileSync(path, 'utf8')).toBe(`${token}\n`)
      expect(statSync(path).mode & 0o777).toBe(0o600)
      expect(out + err).not.toContain('c2VjcmV0')
      if (format === 'json') expect(JSON.parse(out)).toMatchObject({ token: { text: null, path } })
    }
    expect(readdirSync(cwd)).toHaveLength(6)
  })

  it('does not overwrite a file, which is found out before anything is granted, unless it may', async () => {
    writeFileSync(join(cwd, 'deploy.token'), 'precious')
    const refused = await run(granting('--token-out', 'deploy.token', '-o', 'json'), giving())
    expect(refused.code).toBe(2)
    expect(JSON.parse(refused.err)).toMatchObject({ type: 'OutputExists' })
    expect(commandsIn(refused.done)).toEqual([])
    expect(readFileSync(join(cwd, 'deploy.token'), 'utf8')).toBe('precious')
    const rotated = await run(
      ['access', 'rotate', 'deploy', '--token-out', 'deploy.token', '--overwrite'], giving(),
    )
    expect(rotated.code).toBe(0)
    expect(readFileSync(join(cwd, 'deploy.token'), 'utf8')).toBe(`${token}\n`)
  })

  it('was shown before where the command is a repeat, which is said', async () => {
    const { code, out, err } = await run(granting(), giving(null))
    expect(code).toBe(0)
    expect(out).not.toContain('clt_')
    expect(err).toContain('was shown when this command was first sent')
  })

  it('is none for whoever keeps the one he has, which is said, and leaves no file', async () => {
    const { code, err } = await run(granting('--token-out', 'deploy.token'), giving('none'))
    expect(code).toBe(0)
    expect(err).toContain('keeps the one he has')
    expect(existsSync(join(cwd, 'deploy.token'))).toBe(false)
  })

  it('is neither made nor written in a dry run', async () => {
    const { code, out } = await run(granting('--token-out', 'deploy.token', '--dry-run'), giving())
    expect(code).toBe(0)
    expect(out).not.toContain('clt_')
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('access revoke', () => {
  it('asks before it takes access away', async () => {
    const unasked = await run(['access', 'revoke', 'deploy', '-o', 'json'], { cwd })
    expect(unasked.code).toBe(2)
    expect(JSON.parse(unasked.err)).toMatchObject({ type: 'ConfirmationRequired' })
    const { code, done } = await run(['access', 'revoke', 'deploy', '--yes'], { cwd })
    expect(code).toBe(0)
    expect(commandsIn(done)).toMatchObject([{ name: 'RevokeAccess', input: { subject: 'deploy' } }])
  })
})
