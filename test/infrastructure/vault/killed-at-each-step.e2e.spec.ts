import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { arbitraryKey, arbitraryThumbprint, depositOf, opened, rightOf, theKey } from './key-deposits.js'
import { freshDirectory, vaultAt } from './vault-directory.js'
import { keyFileBeside, startProgram } from './vault-program.js'

/** A key that lies in the vault, and the process that does one thing to its entry and is killed before a step. */
const killable = async () => {
  const directory = freshDirectory()
  const [key, certificate] = [arbitraryKey(), arbitraryThumbprint()]
  const keyFile = keyFileBeside(directory, key)
  const deposit = () => vaultAt(directory).deposit(depositOf(key, certificate))()
  const ref = rightOf(await deposit())
  const killedAt = async (verb: string, step: number): Promise<boolean> => {
    const { ended } = startProgram('racing-process.ts', [directory, keyFile, certificate, verb, '1'], {
      KILLED_AT: String(step),
    })
    return (await ended).length === 0
  }
  return { directory, key, ref, deposit, killedAt, vault: vaultAt(directory) }
}

const MOST_STEPS = 40

describe('a process killed with SIGKILL before each of its steps', () => {
  it('that are to destroy, leaves the entry or none, and destroying again leaves nothing of it', async () => {
    const { directory, key, ref, deposit, killedAt, vault } = await killable()
    const found: Array<number> = []
    for (let step = 1; step < MOST_STEPS; step += 1) {
      rightOf(await deposit())
      const isKilled = await killedAt('destroy', step)
      const listed = rightOf(await vault.list()())
      const answer = listed.length === 1 ? theKey(key) : E.left({ _tag: 'KeyNotInVault', ref })
      expect(await opened(vault, ref)).toEqual(answer)
      found.push(listed.length)
      rightOf(await vault.destroy(ref)())
      expect(readdirSync(directory).sort()).toEqual(['vault.json', 'vault.key'])
      if (!isKilled) break
    }
    expect(found.toSorted((a, b) => b - a)).toEqual(found)
    expect(found.slice(0, 2)).toEqual([1, 1])
    expect(found.length).toBeGreaterThan(8)
    expect(found.length).toBeLessThan(MOST_STEPS - 1)
  })

  it('that are to deposit, leaves the entry or none, and depositing again makes it whole', async () => {
    const { directory, key, ref, deposit, killedAt, vault } = await killable()
    const found: Array<number> = []
    for (let step = 1; step < MOST_STEPS; step += 1) {
      rightOf(await vault.destroy(ref)())
      expect(readdirSync(directory).sort()).toEqual(['vault.json', 'vault.key'])
      const isKilled = await killedAt('deposit', step)
      found.push(rightOf(await vault.list()()).length)
      rightOf(await deposit())
      expect(await opened(vault, ref)).toEqual(theKey(key))
      if (!isKilled) break
    }
    expect(found.toSorted((a, b) => a - b)).toEqual(found)
    expect(found.at(-1)).toBe(1)
    expect(found.length).toBeGreaterThan(8)
    expect(found.length).toBeLessThan(MOST_STEPS - 1)
  })
})
