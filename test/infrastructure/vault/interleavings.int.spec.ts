import { readdirSync } from 'node:fs'
import type * as files from 'node:fs/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { E } from '../../../application/prelude.js'
import type { KeyRef } from '../../../domain/values/key-ref.js'
import { arbitraryKey, arbitraryThumbprint, depositOf, opened, rightOf, theKey } from './key-deposits.js'
import { closeLeftOpen, haltedAt } from './stepped-files.js'
import { freshDirectory, NOW, vaultAt } from './vault-directory.js'

vi.mock('node:fs/promises', async (importOriginal) => {
  const { steppedFiles } = await import('./stepped-files.js')
  return steppedFiles(await importOriginal<typeof files>())
})

afterEach(closeLeftOpen)

/** A vault that holds nothing yet, and two processes that want the same entry of it. */
const contested = async () => {
  const directory = freshDirectory()
  const [key, certificate] = [arbitraryKey(), arbitraryThumbprint()]
  const first = rightOf(await vaultAt(directory).deposit(depositOf(arbitraryKey()))())
  rightOf(await vaultAt(directory).destroy(first)())
  const deposit = () => vaultAt(directory).deposit(depositOf(key, certificate))()
  const ref = rightOf(await deposit())
  const destroy = () => vaultAt(directory).destroy(ref)()
  rightOf(await destroy())
  return { directory, key, ref, deposit, destroy }
}

type Contested = Awaited<ReturnType<typeof contested>>

const whole = (ref: KeyRef) => E.right([{ ref, storedAt: NOW, isWhole: true }])

const expectListable = async ({ directory, ref }: Contested): Promise<void> => {
  expect([E.right([]), whole(ref)]).toContainEqual(await vaultAt(directory).list()())
}

const expectKept = async ({ directory, key, ref }: Contested): Promise<void> => {
  expect(await vaultAt(directory).list()()).toEqual(whole(ref))
  expect(await opened(vaultAt(directory), ref)).toEqual(theKey(key))
}

const expectNothingLeft = async ({ directory, ref, destroy }: Contested): Promise<void> => {
  rightOf(await destroy())
  expect(readdirSync(directory).sort()).toEqual(['vault.json', 'vault.key'])
  expect(await opened(vaultAt(directory), ref)).toEqual(E.left({ _tag: 'KeyNotInVault', ref }))
}

/** Tries 1, 2, … until there was no such step any more; how many there were. */
const atEachStep = async (round: (step: number) => Promise<boolean>): Promise<number> => {
  let step = 1
  while (await round(step)) step += 1
  return step - 1
}

describe('a deposit halted before any of its steps, while another process', () => {
  it('destroys the entry, ends with the whole entry', async () => {
    const place = await contested()
    const steps = await atEachStep(async (step) => {
      const depositing = haltedAt(step, place.deposit)
      const isHalted = await depositing.halted
      await expectListable(place)
      rightOf(await place.destroy())
      expect(await vaultAt(place.directory).list()()).toEqual(E.right([]))
      expect(await depositing.release()).toEqual(E.right(place.ref))
      if (isHalted) await expectKept(place)
      await expectNothingLeft(place)
      return isHalted
    })
    expect(steps).toBeGreaterThan(10)
  })

  it('is killed before any step of destroying it, ends with the whole entry or none, and can be repeated', async () => {
    const place = await contested()
    const steps = await atEachStep(async (step) => {
      let isHalted = false
      const killed = await atEachStep(async (killedAt) => {
        const depositing = haltedAt(step, place.deposit)
        isHalted = await depositing.halted
        const isKilled = await haltedAt(killedAt, place.destroy).halted
        await expectListable(place)
        expect(await depositing.release()).toEqual(E.right(place.ref))
        await expectListable(place)
        rightOf(await place.deposit())
        await expectKept(place)
        await expectNothingLeft(place)
        return isKilled
      })
      if (isHalted && step > 8) expect(killed).toBeGreaterThan(5)
      return isHalted
    })
    expect(steps).toBeGreaterThan(10)
  })
})

describe('a destruction halted before any of its steps, while another process', () => {
  it('deposits the entry again, leaves it whole or destroys it', async () => {
    const place = await contested()
    const steps = await atEachStep(async (step) => {
      rightOf(await place.deposit())
      const destroying = haltedAt(step, place.destroy)
      const isHalted = await destroying.halted
      await expectListable(place)
      expect(await place.deposit()).toEqual(E.right(place.ref))
      await expectKept(place)
      expect(await destroying.release()).toEqual(E.right(true))
      await expectListable(place)
      await expectNothingLeft(place)
      return isHalted
    })
    expect(steps).toBeGreaterThan(8)
  })

  it('destroys it as well, leaves nothing', async () => {
    const place = await contested()
    const steps = await atEachStep(async (step) => {
      rightOf(await place.deposit())
      const destroying = haltedAt(step, place.destroy)
      const isHalted = await destroying.halted
      rightOf(await place.destroy())
      expect(rightOf(await destroying.release())).toBe(true)
      expect(readdirSync(place.directory).sort()).toEqual(['vault.json', 'vault.key'])
      return isHalted
    })
    expect(steps).toBeGreaterThan(8)
  })
})

describe('a process killed before any of its steps', () => {
  it.each(['deposit', 'destroy'] as const)('that are to %s, leaves an entry or none, and all can be repeated', async (
    verb,
  ) => {
    const place = await contested()
    const steps = await atEachStep(async (step) => {
      if (verb === 'destroy') rightOf(await place.deposit())
      const isKilled = await haltedAt(step, async () => { await place[verb]() }).halted
      await expectListable(place)
      if (step % 2 === 0) {
        rightOf(await place.deposit())
        await expectKept(place)
      }
      await expectNothingLeft(place)
      return isKilled
    })
    expect(steps).toBeGreaterThan(8)
  })
})

describe('whoever lists, halted before any of its steps', () => {
  it('finds the entry whole or not at all, when it is destroyed, and deposited anew meanwhile', async () => {
    const place = await contested()
    for (const isRenewed of [false, true]) {
      const steps = await atEachStep(async (step) => {
        rightOf(await place.deposit())
        const listing = haltedAt(step, vaultAt(place.directory).list())
        const isHalted = await listing.halted
        rightOf(await place.destroy())
        if (isRenewed) rightOf(await place.deposit())
        expect([E.right([]), whole(place.ref)]).toContainEqual(await listing.release())
        await expectNothingLeft(place)
        return isHalted
      })
      expect(steps).toBeGreaterThan(1)
    }
  })
})
