import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KeyDeposit, KeyVault } from '../../application/ports/key-vault.js'
import { secretOf } from '../../application/ports/secret.js'
import { E } from '../../application/prelude.js'
import { instantAtMs, type Instant } from '../../domain/values/instant.js'
import { KeyRef } from '../../domain/values/key-ref.js'
import {
  arbitraryKey, arbitraryThumbprint, depositOf, KEY_KINDS, opened, rightOf, theKey,
} from '../infrastructure/vault/key-deposits.js'

/** How a law gets a vault that holds nothing yet; `runs` bounds the laws that try many histories. */
export type KeyVaultHarness = {
  readonly emptyVault: (now: () => Instant) => Promise<KeyVault>
  readonly runs: number
}

const NOON = instantAtMs(Date.UTC(2026, 10, 20, 12))
const LATER = instantAtMs(Date.UTC(2026, 10, 21, 12))

const notInVault = (ref: KeyRef) => E.left({ _tag: 'KeyNotInVault', ref })

const refOf = (text: string): KeyRef => {
  if (!KeyRef.is(text)) throw new Error('no reference')
  return text
}

const depositing = ({ emptyVault }: KeyVaultHarness): void => {
  it.each(KEY_KINDS)('gives back the very bytes of an %s key', async (kind) => {
    const vault = await emptyVault(() => NOON)
    const key = arbitraryKey(kind)
    const ref = rightOf(await vault.deposit(depositOf(key))())
    expect(await opened(vault, ref)).toEqual(theKey(key))
  })

  it('names the entry after certificate and generation', async () => {
    const vault = await emptyVault(() => NOON)
    const certificate = arbitraryThumbprint()
    const ref = await vault.deposit(depositOf(arbitraryKey(), certificate, 12))()
    expect(ref).toEqual(E.right(`local:${certificate}.12`))
  })

  it('takes a repeated deposit for the same one', async () => {
    const instants = [NOON, LATER]
    const vault = await emptyVault(() => instants.shift() ?? LATER)
    const key = arbitraryKey()
    const deposit = depositOf(key)
    const ref = rightOf(await vault.deposit(deposit)())
    expect(await vault.deposit(deposit)()).toEqual(E.right(ref))
    expect(await vault.list()()).toEqual(E.right([{ ref, storedAt: NOON, isWhole: true }]))
    expect(await opened(vault, ref)).toEqual(theKey(key))
  })

  it('makes one entry of deposits that arrive at once', async () => {
    const vault = await emptyVault(() => NOON)
    const key = arbitraryKey()
    const certificate = arbitraryThumbprint()
    const refs = await Promise.all(Array.from({ length: 8 }, () => vault.deposit(depositOf(key, certificate))()))
    const ref = refOf(`local:${certificate}.1`)
    expect(refs).toEqual(refs.map(() => E.right(ref)))
    expect(await vault.list()()).toEqual(E.right([{ ref, storedAt: NOON, isWhole: true }]))
    expect(await opened(vault, ref)).toEqual(theKey(key))
  })

  it('refuses another key under a name that is taken, and keeps the first', async () => {
    const vault = await emptyVault(() => NOON)
    const [first, second] = [arbitraryKey(), arbitraryKey()]
    const certificate = arbitraryThumbprint()
    const ref = rightOf(await vault.deposit(depositOf(first, certificate))())
    expect(await vault.deposit(depositOf(second, certificate))()).toEqual(E.left({ _tag: 'VaultEntryCorrupt', ref }))
    expect(await opened(vault, ref)).toEqual(theKey(first))
  })

  it('refuses a key whose public half is not the one announced, and keeps nothing', async () => {
    const vault = await emptyVault(() => NOON)
    const deposit: KeyDeposit = { ...depositOf(arbitraryKey()), spkiDigest: arbitraryKey().spkiDigest }
    const ref = refOf(`local:${deposit.certificate}.1`)
    expect(await vault.deposit(deposit)()).toEqual(E.left({ _tag: 'VaultEntryCorrupt', ref }))
    expect(await vault.list()()).toEqual(E.right([]))
  })

  it('refuses bytes that are no private key', async () => {
    const vault = await emptyVault(() => NOON)
    const deposit: KeyDeposit = { ...depositOf(arbitraryKey()), privateKey: secretOf(Buffer.from('no key')) }
    expect(E.isLeft(await vault.deposit(deposit)())).toBe(true)
    expect(await vault.list()()).toEqual(E.right([]))
  })

  it.each([0, -1, 1.5, Number.NaN, 1e9])('refuses generation %d, which names no entry', async (generation) => {
    const vault = await emptyVault(() => NOON)
    const refusal = await vault.deposit(depositOf(arbitraryKey(), arbitraryThumbprint(), generation))()
    expect(refusal).toEqual(E.left({ _tag: 'VaultUnavailable', operation: 'write', reason: 'EINVAL' }))
  })

  it('keeps its own copy of what it was given, and gives out copies', async () => {
    const vault = await emptyVault(() => NOON)
    const key = arbitraryKey()
    const deposit = depositOf(key)
    const ref = rightOf(await vault.deposit(deposit)())
    deposit.privateKey.reveal().fill(0)
    rightOf(await vault.open(ref)()).reveal().fill(0)
    expect(await opened(vault, ref)).toEqual(theKey(key))
  })
}

const destroying = ({ emptyVault }: KeyVaultHarness): void => {
  it('destroys a key for ever, and says the second time that nothing was left', async () => {
    const vault = await emptyVault(() => NOON)
    const ref = rightOf(await vault.deposit(depositOf(arbitraryKey()))())
    expect(await vault.destroy(ref)()).toEqual(E.right(true))
    expect(await opened(vault, ref)).toEqual(notInVault(ref))
    expect(await vault.list()()).toEqual(E.right([]))
    expect(await vault.destroy(ref)()).toEqual(E.right(false))
  })

  it('destroys one generation and leaves the others, whose names begin alike', async () => {
    const vault = await emptyVault(() => NOON)
    const key = arbitraryKey()
    const certificate = arbitraryThumbprint()
    const first = rightOf(await vault.deposit(depositOf(key, certificate, 1))())
    const eleventh = rightOf(await vault.deposit(depositOf(key, certificate, 11))())
    expect(await vault.destroy(first)()).toEqual(E.right(true))
    expect(await opened(vault, first)).toEqual(notInVault(first))
    expect(await opened(vault, eleventh)).toEqual(theKey(key))
  })

  it('takes the key again under the next generation', async () => {
    const vault = await emptyVault(() => NOON)
    const key = arbitraryKey()
    const certificate = arbitraryThumbprint()
    rightOf(await vault.destroy(rightOf(await vault.deposit(depositOf(key, certificate, 1))()))())
    const second = rightOf(await vault.deposit(depositOf(key, certificate, 2))())
    expect(await opened(vault, second)).toEqual(theKey(key))
  })
}

const asking = ({ emptyVault, runs }: KeyVaultHarness): void => {
  it.each([
    `local:${'A'.repeat(64)}.1`, 'local:nothing', 'other:A.1', `other:${'A'.repeat(64)}.1`, 'local:../vault.1',
  ])('holds nothing under %s', async (text) => {
    const vault = await emptyVault(() => NOON)
    rightOf(await vault.deposit(depositOf(arbitraryKey()))())
    const ref = refOf(text)
    expect(await opened(vault, ref)).toEqual(notInVault(ref))
    expect(await vault.destroy(ref)()).toEqual(E.right(false))
  })

  it('is empty before the first deposit', async () => {
    const vault = await emptyVault(() => NOON)
    const ref = refOf(`local:${'A'.repeat(64)}.1`)
    expect(await vault.list()()).toEqual(E.right([]))
    expect(await opened(vault, ref)).toEqual(notInVault(ref))
    expect(await vault.destroy(ref)()).toEqual(E.right(false))
  })

  it('lists entries in the order of their names, each with the instant of its deposit', async () => {
    const instants = [NOON, LATER, NOON]
    const vault = await emptyVault(() => instants.shift() ?? LATER)
    const key = arbitraryKey()
    const certificate = arbitraryThumbprint()
    const refs = []
    for (const generation of [2, 10, 1]) {
      refs.push(rightOf(await vault.deposit(depositOf(key, certificate, generation))()))
    }
    const [second, tenth, first] = refs
    expect(await vault.list()()).toEqual(E.right([
      { ref: first, storedAt: NOON, isWhole: true },
      { ref: tenth, storedAt: LATER, isWhole: true },
      { ref: second, storedAt: NOON, isWhole: true },
    ]))
  })

  it('holds, after any history, exactly what was deposited and not destroyed', async () => {
    const keys = [arbitraryKey(), arbitraryKey()]
    const certificates = keys.map(() => arbitraryThumbprint()).sort()
    const step = fc.record({
      verb: fc.constantFrom('deposit', 'destroy'),
      which: fc.nat({ max: 1 }),
      generation: fc.integer({ min: 1, max: 3 }),
    })
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const vault = await emptyVault(() => NOON)
      const held = new Set<string>()
      for (const { verb, which, generation } of steps) {
        const ref = refOf(`local:${certificates[which]}.${generation}`)
        const key = keys[which] ?? arbitraryKey()
        const answer = verb === 'deposit'
          ? await vault.deposit(depositOf(key, certificates[which], generation))()
          : await vault.destroy(ref)()
        expect(answer).toEqual(E.right(verb === 'deposit' ? ref : held.has(ref)))
        if (verb === 'deposit') held.add(ref)
        else held.delete(ref)
        expect(await opened(vault, ref)).toEqual(verb === 'deposit' ? theKey(key) : notInVault(ref))
      }
      const listed = rightOf(await vault.list()()).map(({ ref }) => ref)
      expect(listed).toEqual([...held].sort())
    }), { numRuns: runs })
  })
}

/** The laws of the port `application/ports/key-vault.ts`, for every adapter. */
export const keyVaultContract = (adapter: string, harness: KeyVaultHarness): void => {
  describe(`the key vault (${adapter}), depositing`, () => { depositing(harness) })
  describe(`the key vault (${adapter}), destroying`, () => { destroying(harness) })
  describe(`the key vault (${adapter}), asked`, () => { asking(harness) })
}
