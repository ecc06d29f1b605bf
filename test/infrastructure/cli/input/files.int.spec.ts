import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Secret } from '../../../../application/ports/secret.js'
import { MAX_FILE_BYTES } from '../../../../infrastructure/cli/input/certificate-file.js'
import { commandsIn, run } from '../fake-world.js'

let cwd = ''
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-files-'))
  writeFileSync(join(cwd, 'x.pfx'), 'the bytes')
  writeFileSync(join(cwd, 'pw.txt'), 'pä ss \r\n')
  writeFileSync(join(cwd, 'large'), Buffer.alloc(MAX_FILE_BYTES + 1))
  writeFileSync(join(cwd, 'long.txt'), 'x'.repeat(5000))
})
afterAll(() => { rmSync(cwd, { recursive: true }) })

const importing = (...argv: ReadonlyArray<string>) => run(['certificate', 'import', ...argv], { cwd })
const inputOf = async (...argv: ReadonlyArray<string>) => {
  const { done, err } = await importing(...argv)
  expect(err).toBe('')
  return commandsIn(done)[0]?.['input'] as { file: Uint8Array; fileName?: string; password?: Secret }
}
const problemOf = async (...argv: ReadonlyArray<string>) => {
  const { code, err, done } = await importing(...argv, '-o', 'json')
  expect(done).toEqual([])
  return { code, ...(JSON.parse(err) as object) }
}

describe('a file', () => {
  it('is read against the working directory, and only its own name is told', async () => {
    const { file, fileName } = await inputOf('--path', './x.pfx')
    expect(Buffer.from(file).toString()).toBe('the bytes')
    expect(fileName).toBe('x.pfx')
  })

  it('that is standard input has no name', async () => {
    const { done } = await run(['certificate', 'import', '--path', '-'], { stdin: Buffer.from('piped') })
    expect(commandsIn(done)[0]?.['input']).toEqual({ file: Buffer.from('piped') })
  })

  it('that is not there, is a directory, or is far too large is refused before the ledger is opened', async () => {
    expect(await problemOf('--path', 'none')).toMatchObject({ code: 1, type: 'FileUnreadable', reason: 'ENOENT' })
    expect(await problemOf('--path', '.')).toMatchObject({ type: 'FileUnreadable', reason: 'EISDIR' })
    expect(await problemOf('--path', 'large')).toMatchObject({ type: 'FileTooLargeToRead', limitBytes: MAX_FILE_BYTES })
  })

  it('on standard input is not read beyond the limit either', async () => {
    const { code, err } = await run(['certificate', 'import', '--path', '-', '-o', 'json'], {
      stdin: Buffer.alloc(MAX_FILE_BYTES + 1),
    })
    expect(code).toBe(1)
    expect(JSON.parse(err)).toMatchObject({ type: 'FileTooLargeToRead', path: 'standard input' })
  })
})

describe('a password', () => {
  const passwordOf = async (...argv: ReadonlyArray<string>) =>
    Buffer.from((await inputOf('--path', 'x.pfx', ...argv)).password?.reveal() ?? []).toString('utf8')

  it('in a file keeps every blank but the last line break', async () => {
    expect(await passwordOf('--password-file', 'pw.txt')).toBe('pä ss ')
  })

  it('comes from a file descriptor', async () => {
    expect(await passwordOf('--password-fd', String(openSync(join(cwd, 'pw.txt'), 'r')))).toBe('pä ss ')
  })

  it('that cannot be read, or is too long, is refused', async () => {
    expect(await problemOf('--path', 'x.pfx', '--password-file', 'none')).toMatchObject({ type: 'FileUnreadable' })
    expect(await problemOf('--path', 'x.pfx', '--password-fd', '987')).toMatchObject({
      type: 'FileUnreadable',
      path: 'file descriptor 987',
      reason: 'EBADF',
    })
    expect(await problemOf('--path', 'x.pfx', '--password-file', 'long.txt')).toMatchObject({
      type: 'FileTooLargeToRead',
      limitBytes: 4098,
    })
  })
})
