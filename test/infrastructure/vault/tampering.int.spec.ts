import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { KeyVaultError } from '../../../application/ports/key-vault.js'
import type { Secret } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import { instantAtMs } from '../../../domain/values/instant.js'
import type { KeyRef } from '../../../domain/values/key-ref.js'
import { dataKeyFormat, sealedKeyFormat } from '../../../infrastructure/vault/entry-format.js'
import { arbitraryKey, arbitraryThumbprint, depositOf, opened, rightOf, theKey, type TestKey } from './key-deposits.js'
import { fileEnding, freshDirectory, NOW, secretText, vaultAt } from './vault-directory.js'

type Deposited = { readonly ref: KeyRef; readonly key: TestKey }

const deposited = async (directory: string, passphrase: Secret | null = null): Promise<Deposited> => {
  const key = arbitraryKey()
  return { key, ref: rightOf(await vaultAt(directory, passphrase).deposit(depositOf(key))()) }
}

const nameOf = ({ ref }: Deposited): string => ref.slice('local:'.length)

const filesOf = (directory: string, entry: Deposited) => {
  const name = nameOf(entry)
  const sealed = readdirSync(directory).find((file) => file.startsWith(`${name}.`) && file.endsWith('.sealed')) ?? ''
  return { dataKey: join(directory, `${name}.dek`), sealedKey: join(directory, sealed) }
}

const swap = (one: string, other: string): void => {
  renameSync(one, `${one}.aside`)
  renameSync(other, one)
  renameSync(`${one}.aside`, other)
}

/** What a refusal may be when a file was changed: never the answer of a key that is not there, never a key. */
const words = (refusal: KeyVaultError): string => (refusal._tag === 'VaultUnavailable' ? refusal.reason : refusal._tag)

/** Changes every byte of a file in four ways, one after the other, and collects what opening says. */
const flipped = async (path: string, open: () => Promise<E.Either<KeyVaultError, string>>): Promise<Set<string>> => {
  const original = readFileSync(path)
  const said = new Set<string>()
  for (const mask of [0x01, 0x02, 0x20, 0x80]) {
    for (let at = 0; at < original.length; at += 1) {
      const changed = Buffer.from(original)
      changed[at] = (changed[at] ?? 0) ^ mask
      writeFileSync(path, changed)
      const answer = await open()
      said.add(E.isLeft(answer) ? words(answer.left) : 'OPENED')
    }
  }
  writeFileSync(path, original)
  return said
}

describe('a vault with one changed byte', () => {
  it.each([
    ['.dek', ['VAULT_VERSION_NEWER', 'VaultEntryCorrupt']],
    ['.sealed', ['VAULT_VERSION_NEWER', 'VaultEntryCorrupt']],
    ['vault.key', ['VAULT_FILE_DAMAGED', 'VAULT_VERSION_NEWER']],
    ['vault.json', ['VAULT_FILE_DAMAGED', 'VAULT_VERSION_NEWER']],
  ])('refuses to open, wherever in the file %s it is', async (ending, expected) => {
    const directory = freshDirectory()
    const entry = await deposited(directory)
    const path = fileEnding(directory, ending)
    const said = await flipped(path, () => opened(vaultAt(directory), entry.ref))
    expect([...said].sort()).toEqual(expected)
    expect(await opened(vaultAt(directory), entry.ref)).toEqual(theKey(entry.key))
  })

  it('is never taken for a wrong passphrase', async () => {
    const directory = freshDirectory()
    const entry = await deposited(directory, secretText('tulip'))
    const said = await flipped(join(directory, 'vault.json'), () =>
      opened(vaultAt(directory, secretText('tulip')), entry.ref))
    expect([...said].sort()).toEqual(['VAULT_FILE_DAMAGED', 'VAULT_VERSION_NEWER'])
  })

  it.each(['dataKey', 'sealedKey'] as const)('names the entry whose %s is damaged in the list', async (file) => {
    const directory = freshDirectory()
    const entry = await deposited(directory)
    await deposited(directory)
    writeFileSync(filesOf(directory, entry)[file], 'no record')
    const { ref } = entry
    expect(await vaultAt(directory).list()()).toEqual(E.left({ _tag: 'VaultEntryCorrupt', ref }))
  })

  it.each(['', '{}', '[1]', 'null', '{"format":"certledger data key"}', 'x'.repeat(200_000)])(
    'refuses a data key file of other content (%#)', async (content) => {
      const directory = freshDirectory()
      const entry = await deposited(directory)
      writeFileSync(filesOf(directory, entry).dataKey, content)
      const answer = await opened(vaultAt(directory), entry.ref)
      expect(E.isLeft(answer) && words(answer.left)).toBe(content.length > 1000 ? 'EFBIG' : 'VaultEntryCorrupt')
    })
})

describe('a vault whose files were exchanged', () => {
  const directory = freshDirectory()
  let one: Deposited
  let other: Deposited

  beforeAll(async () => {
    one = await deposited(directory)
    other = await deposited(directory)
  })

  const expectBothCorrupt = async (): Promise<void> => {
    for (const { ref } of [one, other]) {
      expect(await opened(vaultAt(directory), ref)).toEqual(E.left({ _tag: 'VaultEntryCorrupt', ref }))
    }
  }

  it('finds out that two data keys were exchanged', async () => {
    const [first, second] = [filesOf(directory, one), filesOf(directory, other)]
    swap(first.dataKey, second.dataKey)
    await expectBothCorrupt()
    swap(first.dataKey, second.dataKey)
  })

  it('finds out that two sealed keys were exchanged', async () => {
    const [first, second] = [filesOf(directory, one), filesOf(directory, other)]
    swap(first.sealedKey, second.sealedKey)
    await expectBothCorrupt()
    swap(first.sealedKey, second.sealedKey)
  })

  it('finds out that one entry was put under the name of another', async () => {
    const [first, second] = [filesOf(directory, one), filesOf(directory, other)]
    swap(first.dataKey, second.dataKey)
    swap(first.sealedKey, second.sealedKey)
    await expectBothCorrupt()
    swap(first.dataKey, second.dataKey)
    swap(first.sealedKey, second.sealedKey)
    expect(await opened(vaultAt(directory), one.ref)).toEqual(theKey(one.key))
  })

  it('finds out that one entry was copied under the name of another, with fitting names', async () => {
    const [first, second] = [filesOf(directory, one), filesOf(directory, other)]
    const aside = readFileSync(first.dataKey)
    const renamed = second.sealedKey.replace(nameOf(other), nameOf(one))
    copyFileSync(second.dataKey, first.dataKey)
    copyFileSync(second.sealedKey, renamed)
    const { ref } = one
    expect(await opened(vaultAt(directory), ref)).toEqual(E.left({ _tag: 'VaultEntryCorrupt', ref }))
    rmSync(renamed)
    writeFileSync(first.dataKey, aside)
  })

  it('finds out that a sealed key was removed', async () => {
    const { sealedKey } = filesOf(directory, one)
    renameSync(sealedKey, `${directory}.aside`)
    const { ref } = one
    expect(await opened(vaultAt(directory), ref)).toEqual(E.left({ _tag: 'VaultEntryCorrupt', ref }))
    renameSync(`${directory}.aside`, sealedKey)
  })

  it('finds out that an entry came from another vault', async () => {
    const elsewhere = freshDirectory()
    await deposited(elsewhere)
    const { ref } = one
    for (const path of Object.values(filesOf(directory, one))) {
      copyFileSync(path, join(elsewhere, path.slice(directory.length + 1)))
    }
    expect(await opened(vaultAt(elsewhere), ref)).toEqual(E.left({ _tag: 'VaultEntryCorrupt', ref }))
  })

  it('finds out that the key file came from another vault', async () => {
    const elsewhere = freshDirectory()
    const { ref } = await deposited(elsewhere)
    copyFileSync(join(directory, 'vault.key'), join(elsewhere, 'vault.key'))
    expect(await opened(vaultAt(elsewhere), ref))
      .toEqual(E.left({ _tag: 'VaultUnavailable', operation: 'read', reason: 'VAULT_KEY_OF_OTHER_VAULT' }))
  })
})

describe('an entry whose sealed key was lost', () => {
  const withLoss = async () => {
    const directory = freshDirectory()
    const [key, certificate] = [arbitraryKey(), arbitraryThumbprint()]
    const vault = vaultAt(directory)
    const ref = rightOf(await vault.deposit(depositOf(key, certificate))())
    rmSync(filesOf(directory, { ref, key }).sealedKey)
    return { directory, key, certificate, vault, ref }
  }

  it('is listed as not whole beside the others, and is destroyed like any other', async () => {
    const { directory, vault, ref } = await withLoss()
    const other = await deposited(directory)
    const listed = [{ ref, storedAt: NOW, isWhole: false }, { ref: other.ref, storedAt: NOW, isWhole: true }]
    expect(await vault.list()()).toEqual(E.right(listed.toSorted((a, b) => (a.ref < b.ref ? -1 : 1))))
    expect(await vault.destroy(ref)()).toEqual(E.right(true))
    expect(await vault.list()()).toEqual(E.right([{ ref: other.ref, storedAt: NOW, isWhole: true }]))
  })

  it('gets it again when the same private key is deposited', async () => {
    const { directory, key, certificate, vault, ref } = await withLoss()
    const dataKey = readFileSync(fileEnding(directory, '.dek'))
    expect(await vault.deposit(depositOf(key, certificate))()).toEqual(E.right(ref))
    expect(await opened(vault, ref)).toEqual(theKey(key))
    expect(await vault.list()()).toEqual(E.right([{ ref, storedAt: NOW, isWhole: true }]))
    expect(readFileSync(fileEnding(directory, '.dek'))).toEqual(dataKey)
  })

  it('takes no other private key, and none where its data key was changed', async () => {
    const { directory, key, certificate, vault, ref } = await withLoss()
    const corrupt = E.left({ _tag: 'VaultEntryCorrupt', ref })
    expect(await vault.deposit(depositOf(arbitraryKey(), certificate))()).toEqual(corrupt)
    const record = rightOf(dataKeyFormat.decode(readFileSync(fileEnding(directory, '.dek'))))
    const forged = { ...record, wrapped: Buffer.alloc(record.wrapped.length, 7) }
    writeFileSync(fileEnding(directory, '.dek'), dataKeyFormat.encode(forged))
    expect(await vault.deposit(depositOf(key, certificate))()).toEqual(corrupt)
    expect(readdirSync(directory).filter((name) => name.endsWith('.sealed'))).toEqual([])
  })
})

describe('a vault forged with right checksums', () => {
  const forgeries: ReadonlyArray<[string, (paths: ReturnType<typeof filesOf>, foreign: TestKey) => void]> = [
    ['another SPKI digest', ({ dataKey }, { spkiDigest }) => {
      const record = rightOf(dataKeyFormat.decode(readFileSync(dataKey)))
      writeFileSync(dataKey, dataKeyFormat.encode({ ...record, spkiDigest }))
    }],
    ['another instant of storing', ({ dataKey }) => {
      const record = rightOf(dataKeyFormat.decode(readFileSync(dataKey)))
      writeFileSync(dataKey, dataKeyFormat.encode({ ...record, storedAt: instantAtMs(0) }))
    }],
    ['another wrapped key', ({ dataKey }) => {
      const record = rightOf(dataKeyFormat.decode(readFileSync(dataKey)))
      writeFileSync(dataKey, dataKeyFormat.encode({ ...record, wrapped: Buffer.alloc(record.wrapped.length, 7) }))
    }],
    ['a shorter sealed key', ({ sealedKey }) => {
      const record = rightOf(sealedKeyFormat.decode(readFileSync(sealedKey)))
      writeFileSync(sealedKey, sealedKeyFormat.encode({ ...record, sealed: record.sealed.subarray(0, 20) }))
    }],
    ['the sealed key unsealed', ({ sealedKey }, { pkcs8 }) => {
      const record = rightOf(sealedKeyFormat.decode(readFileSync(sealedKey)))
      writeFileSync(sealedKey, sealedKeyFormat.encode({ ...record, sealed: pkcs8 }))
    }],
  ]

  it.each(forgeries)('refuses %s', async (_, forge) => {
    const directory = freshDirectory()
    const entry = await deposited(directory)
    forge(filesOf(directory, entry), arbitraryKey())
    const { ref } = entry
    expect(await opened(vaultAt(directory), ref)).toEqual(E.left({ _tag: 'VaultEntryCorrupt', ref }))
  })

  it('can still destroy a damaged entry, and takes the key anew', async () => {
    const directory = freshDirectory()
    const certificate = arbitraryThumbprint()
    const key = arbitraryKey()
    const ref = rightOf(await vaultAt(directory).deposit(depositOf(key, certificate))())
    const paths = filesOf(directory, { ref, key })
    rmSync(paths.sealedKey)
    writeFileSync(paths.dataKey, 'no record')
    const vault = vaultAt(directory)
    const again = depositOf(key, certificate)
    expect(await vault.deposit(again)()).toEqual(E.left({ _tag: 'VaultEntryCorrupt', ref }))
    expect(await vault.destroy(ref)()).toEqual(E.right(true))
    expect(await vault.deposit(again)()).toEqual(E.right(ref))
    expect(await opened(vault, ref)).toEqual(theKey(key))
  })
})
