import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import type { KeyVault } from '../../../application/ports/key-vault.js'
import type { KeyRef } from '../../../domain/values/key-ref.js'
import { arbitraryKey, arbitraryThumbprint, depositOf, opened, rightOf, theKey } from './key-deposits.js'
import { freshDirectory, vaultAt } from './vault-directory.js'
import { keyFileBeside, startProgram } from './vault-program.js'

const ROUNDS = 400

/** Lists until the others have ended: how often, and every answer that names anything but the whole entry or none. */
const listedUntil = async (vault: KeyVault, ref: KeyRef, others: Promise<unknown>) => {
  const state = { isOver: false, wholes: 0, nones: 0, wrong: new Array<unknown>() }
  void others.then(() => { state.isOver = true })
  while (!state.isOver) {
    const answer = await vault.list()()
    const [entry] = E.isRight(answer) ? answer.right : []
    if (entry?.ref === ref && entry.isWhole) state.wholes += 1
    else if (E.isRight(answer) && entry === undefined) state.nones += 1
    else state.wrong.push(answer)
  }
  return state
}

describe('two processes, of which one deposits and one destroys the same entry', () => {
  it(`are never refused in ${ROUNDS} rounds, and whoever lists meanwhile finds it whole or not at all`, async () => {
    const directory = freshDirectory()
    const [key, certificate] = [arbitraryKey(), arbitraryThumbprint()]
    const ref = rightOf(await vaultAt(directory).deposit(depositOf(key, certificate))())
    const start = (verb: string) =>
      startProgram('racing-process.ts', [directory, keyFileBeside(directory, key), certificate, verb, String(ROUNDS)])
    const [depositing, destroying] = [start('deposit').ended, start('destroy').ended]
    const seen = await listedUntil(vaultAt(directory), ref, Promise.all([depositing, destroying]))
    expect(seen.wrong).toEqual([])
    expect(await depositing).toEqual(Array.from({ length: ROUNDS }, () => ref))
    expect((await destroying).filter((line) => line !== 'true' && line !== 'false')).toEqual([])
    expect(Math.min(seen.wholes, seen.nones)).toBeGreaterThan(20)
    rightOf(await vaultAt(directory).deposit(depositOf(key, certificate))())
    expect(await opened(vaultAt(directory), ref)).toEqual(theKey(key))
    expect(await vaultAt(directory).destroy(ref)()).toEqual(E.right(true))
    expect(readdirSync(directory).sort()).toEqual(['vault.json', 'vault.key'])
  })
})
