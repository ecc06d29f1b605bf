import { readdirSync, watch } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { KeyRef } from '../../../domain/values/key-ref.js'
import { arbitraryKey, opened, rightOf, theKey, type TestKey } from './key-deposits.js'
import { freshDirectory, secretText, vaultAt } from './vault-directory.js'
import { keyFileBeside, startProgram, type Run } from './vault-program.js'

const run = (directory: string, key: TestKey, count: number, env: Record<string, string> = {}): Run =>
  startProgram('vault-process.ts', [directory, keyFileBeside(directory, key), String(count)], env)

const refIn = (line: string): KeyRef => {
  const [, text] = line.split(' ')
  if (!KeyRef.is(text)) throw new Error(`no reference: ${line}`)
  return text
}

const refsSaid = (lines: ReadonlyArray<string>, word: string): ReadonlyArray<KeyRef> =>
  lines.filter((line) => line.startsWith(`${word} `)).map(refIn)

describe('processes that make one vault at once', () => {
  it.each([null, 'tulip'])('end with one key, and each opens what the others deposited (%s)', async (phrase) => {
    const rounds = phrase === null ? 5 : 1
    for (let round = 0; round < rounds; round += 1) {
      const directory = freshDirectory()
      const key = arbitraryKey()
      const env = phrase === null ? {} : { VAULT_PASSPHRASE: phrase }
      const runs = Array.from({ length: phrase === null ? 5 : 2 }, () => run(directory, key, 1, env))
      const lines = (await Promise.all(runs.map(({ ended }) => ended))).flat()
      expect(lines.map((line) => line.split(' ')[0])).toEqual(runs.map(() => 'kept'))
      const vault = vaultAt(directory, phrase === null ? null : secretText(phrase))
      for (const ref of refsSaid(lines, 'kept')) expect(await opened(vault, ref)).toEqual(theKey(key))
      expect(rightOf(await vault.list()())).toHaveLength(runs.length)
    }
  })
})

/** Kills it `ms` after its first answer; what it had said by then is the answer. */
const killedAfter = async ({ child, ended }: Run, ms: number): Promise<ReadonlyArray<string>> => {
  child.stdout?.once('data', () => setTimeout(() => child.kill('SIGKILL'), ms))
  return ended
}

const expectAsSaid = async (directory: string, key: TestKey, lines: ReadonlyArray<string>): Promise<void> => {
  const vault = vaultAt(directory)
  const begun = new Set(refsSaid(lines, 'destroying'))
  for (const ref of refsSaid(lines, 'kept').filter((kept) => !begun.has(kept))) {
    expect(await opened(vault, ref)).toEqual(theKey(key))
  }
  for (const ref of refsSaid(lines, 'destroyed')) {
    expect(await opened(vault, ref)).toEqual(E.left({ _tag: 'KeyNotInVault', ref }))
  }
  for (const { ref } of rightOf(await vault.list()())) expect(await opened(vault, ref)).toEqual(theKey(key))
}

describe('a process killed at any moment', () => {
  it('loses no key that it was told is kept, and brings none back that it was told is destroyed', async () => {
    const directory = freshDirectory()
    const key = arbitraryKey()
    const all: Array<string> = []
    for (let round = 0; round < 25; round += 1) {
      const lines = await killedAfter(run(directory, key, 5_000), round * 3)
      await expectAsSaid(directory, key, lines)
      all.push(...lines)
    }
    expect(refsSaid(all, 'kept').length).toBeGreaterThan(25)
    expect(refsSaid(all, 'destroyed').length).toBeGreaterThan(10)
    await expectNothingLeftAfterDestroyingAll(directory)
  })

  it('while it makes the vault, leaves one that the next finishes', async () => {
    const key = arbitraryKey()
    for (let round = 0; round < 15; round += 1) {
      const directory = freshDirectory()
      const { child, ended } = run(directory, key, 2_000)
      const watcher = watch(dirname(directory), { recursive: true }, () => {
        setTimeout(() => child.kill('SIGKILL'), round % 5)
      })
      await expectAsSaid(directory, key, await ended)
      watcher.close()
      const next = await run(directory, key, 1).ended
      expect(next).toEqual([expect.stringMatching(/^kept /)])
      await expectAsSaid(directory, key, next)
    }
  })
})

describe('a process that may write nothing more', () => {
  it('is told so with the code, and leaves the vault as it was', async () => {
    const directory = freshDirectory()
    const key = arbitraryKey()
    const [line = ''] = await run(directory, key, 1).ended
    const before = readdirSync(directory)
    const full = await run(directory, key, 1, { BEFORE: 'trap "" XFSZ; ulimit -f 0' }).ended
    expect(full).toEqual(['refused {"_tag":"VaultUnavailable","operation":"write","reason":"EFBIG"}'])
    expect(readdirSync(directory)).toEqual(before)
    expect(await opened(vaultAt(directory), refIn(line))).toEqual(theKey(key))
  })

  it('makes half a vault at most, which the next finishes', async () => {
    const directory = freshDirectory()
    const key = arbitraryKey()
    const full = await run(directory, key, 1, { BEFORE: 'trap "" XFSZ; ulimit -f 0' }).ended
    expect(full).toEqual(['refused {"_tag":"VaultUnavailable","operation":"write","reason":"EFBIG"}'])
    expect(readdirSync(directory)).toEqual([])
    expect(await run(directory, key, 1).ended).toEqual([expect.stringMatching(/^kept /)])
  })
})

const expectNothingLeftAfterDestroyingAll = async (directory: string): Promise<void> => {
  const vault = vaultAt(directory)
  const names = new Set(readdirSync(directory).flatMap((file) => /^[0-9A-F]{64}\.\d+/.exec(file) ?? []))
  for (const name of names) {
    const ref = refIn(`any local:${name}`)
    expect(await vault.destroy(ref)()).toEqual(E.right(true))
  }
  const left = readdirSync(directory).filter((file) => !file.endsWith('.tmp'))
  expect(left.sort()).toEqual(['vault.json', 'vault.key'])
  expect(readdirSync(directory).filter((file) => !/^vault\.(json|key)/.test(file))).toEqual([])
}
