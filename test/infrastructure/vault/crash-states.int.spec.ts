import {
  closeSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { arbitraryKey, arbitraryThumbprint, depositOf, opened, rightOf, theKey } from './key-deposits.js'
import { fileEnding, freshDirectory, secretText, vaultAt } from './vault-directory.js'

/** Each state is what a process killed between two steps leaves; it is made by undoing the steps that came after. */
type CrashState = readonly [title: string, undo: (directory: string) => void]

const afterDeposit: ReadonlyArray<CrashState> = [
  ['before the sealed key had its name', (directory) => {
    renameSync(fileEnding(directory, '.sealed'), `${fileEnding(directory, '.sealed')}.0123456789abcdef.tmp`)
    rmSync(fileEnding(directory, '.dek'))
  }],
  ['before the data key was written', (directory) => {
    rmSync(fileEnding(directory, '.dek'))
  }],
  ['before the data key had its name', (directory) => {
    renameSync(fileEnding(directory, '.dek'), `${fileEnding(directory, '.dek')}.0123456789abcdef.tmp`)
  }],
  ['with half a data key written', (directory) => {
    writeFileSync(`${fileEnding(directory, '.dek')}.0123456789abcdef.tmp`, '{"format":"certledger d')
    rmSync(fileEnding(directory, '.dek'))
  }],
]

const afterDestruction: ReadonlyArray<CrashState> = [
  ['after the data key lost its name', (directory) => {
    renameSync(fileEnding(directory, '.dek'), `${fileEnding(directory, '.dek')}.0123456789abcdef.tmp`)
  }],
  ['after the data key was overwritten', (directory) => {
    renameSync(fileEnding(directory, '.dek'), `${fileEnding(directory, '.dek')}.0123456789abcdef.tmp`)
    writeFileSync(fileEnding(directory, '.tmp'), Buffer.alloc(450))
  }],
  ['after the data key was removed', (directory) => {
    rmSync(fileEnding(directory, '.dek'))
  }],
]

const withEntry = async () => {
  const directory = freshDirectory()
  const certificate = arbitraryThumbprint()
  const key = arbitraryKey()
  const ref = rightOf(await vaultAt(directory).deposit(depositOf(key, certificate))())
  return { directory, certificate, key, ref, vault: vaultAt(directory) }
}

describe('a process killed', () => {
  it.each([
    ...afterDeposit.map(([title, undo]) => [`depositing, ${title}`, undo] as const),
    ...afterDestruction.map(([title, undo]) => [`destroying, ${title}`, undo] as const),
  ])('%s leaves no entry, and destroying cleans up', async (_, undo) => {
    const { directory, ref, vault } = await withEntry()
    undo(directory)
    expect(await vault.list()()).toEqual(E.right([]))
    expect(await opened(vault, ref)).toEqual(E.left({ _tag: 'KeyNotInVault', ref }))
    expect(await vault.destroy(ref)()).toEqual(E.right(true))
    expect(readdirSync(directory).sort()).toEqual(['vault.json', 'vault.key'])
    expect(await vault.destroy(ref)()).toEqual(E.right(false))
  })

  it.each(afterDeposit)('depositing, %s, loses nothing when the deposit is repeated', async (_, undo) => {
    const { directory, certificate, key, ref, vault } = await withEntry()
    undo(directory)
    expect(await vault.deposit(depositOf(key, certificate))()).toEqual(E.right(ref))
    expect(await opened(vault, ref)).toEqual(theKey(key))
    expect(rightOf(await vault.list()())).toHaveLength(1)
    expect(await vault.destroy(ref)()).toEqual(E.right(true))
    expect(readdirSync(directory).sort()).toEqual(['vault.json', 'vault.key'])
  })

  it('depositing, after the entry was made and before its draft was removed, leaves the entry', async () => {
    const { directory, key, ref, vault } = await withEntry()
    linkSync(fileEnding(directory, '.dek'), `${fileEnding(directory, '.dek')}.0123456789abcdef.tmp`)
    expect(await opened(vault, ref)).toEqual(theKey(key))
    expect(rightOf(await vault.list()())).toHaveLength(1)
    expect(await vault.destroy(ref)()).toEqual(E.right(true))
    expect(readdirSync(directory).sort()).toEqual(['vault.json', 'vault.key'])
  })

  it.each([null, 'tulip'])('making the vault, leaves one that the next deposit finishes (%s)', async (text) => {
    const phrase = text === null ? null : secretText(text)
    const directory = freshDirectory()
    const first = rightOf(await vaultAt(directory, phrase).deposit(depositOf(arbitraryKey()))())
    rightOf(await vaultAt(directory).destroy(first)())
    rmSync(join(directory, 'vault.key'), { force: true })
    writeFileSync(join(directory, 'vault.key.0123456789abcdef.tmp'), 'certledger-vault-key/1 ')
    writeFileSync(join(directory, 'vault.json.0123456789abcdef.tmp'), '{"format":')
    const key = arbitraryKey()
    const ref = rightOf(await vaultAt(directory, phrase).deposit(depositOf(key))())
    expect(await opened(vaultAt(directory, phrase), ref)).toEqual(theKey(key))
  })
})

describe('drafts that crashed processes left', () => {
  const yesterday = new Date(Date.now() - 25 * 60 * 60_000)

  it('are shredded by the first deposit of a later process once they are a day old, and nothing else is', async () => {
    const { directory, key, ref } = await withEntry()
    const draftsOf = (digit: string) => [
      'vault.key', 'vault.json', fileEnding(directory, '.dek').slice(directory.length + 1),
    ].map((name) => `${name}.${digit.repeat(16)}.tmp`)
    const [old, young, foreign] = [draftsOf('a'), draftsOf('b'), ['notes.tmp', 'lost.0123456789abcdef.sealed']]
    for (const name of [...old, ...young, ...foreign]) writeFileSync(join(directory, name), 'left behind')
    for (const name of readdirSync(directory)) {
      if (!young.includes(name)) utimesSync(join(directory, name), yesterday, yesterday)
    }
    const before = readdirSync(directory)
    const handles = old.map((name) => openSync(join(directory, name), 'r'))
    const vault = vaultAt(directory)
    const second = rightOf(await vault.deposit(depositOf(arbitraryKey()))())
    const after = readdirSync(directory).filter((name) => !name.startsWith(second.slice('local:'.length)))
    expect(after.sort()).toEqual(before.filter((name) => !old.includes(name)).sort())
    expect(handles.map((handle) => readFileSync(handle))).toEqual(old.map(() => Buffer.alloc('left behind'.length)))
    handles.forEach(closeSync)
    expect(await opened(vault, ref)).toEqual(theKey(key))
  })

  it('lose only their name where they are a second name of a finished file', async () => {
    const { directory, key, ref } = await withEntry()
    const finished = readdirSync(directory)
    for (const name of finished) {
      utimesSync(join(directory, name), yesterday, yesterday)
      linkSync(join(directory, name), join(directory, `${name}.0123456789abcdef.tmp`))
    }
    const contents = finished.map((name) => readFileSync(join(directory, name)))
    const second = rightOf(await vaultAt(directory).deposit(depositOf(arbitraryKey()))())
    expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(finished.map((name) => readFileSync(join(directory, name)))).toEqual(contents)
    expect(await opened(vaultAt(directory), ref)).toEqual(theKey(key))
    expect(E.isRight(await opened(vaultAt(directory), second))).toBe(true)
  })

  it('fail no deposit when they cannot be removed', async () => {
    const { directory, key, certificate, ref } = await withEntry()
    const stubborn = join(directory, 'vault.key.0123456789abcdef.tmp')
    mkdirSync(stubborn)
    utimesSync(stubborn, yesterday, yesterday)
    expect(await vaultAt(directory).deposit(depositOf(key, certificate))()).toEqual(E.right(ref))
  })
})

describe('several at once on a vault that is not there yet', () => {
  it('agree on its key, whoever was first', async () => {
    for (let round = 0; round < 20; round += 1) {
      const directory = freshDirectory()
      const keys = Array.from({ length: 6 }, () => arbitraryKey())
      const deposits = keys.map((key) => vaultAt(directory).deposit(depositOf(key)))
      const refs = await Promise.all(deposits.map((deposit) => deposit()))
      const found = await Promise.all(refs.map((ref) => opened(vaultAt(directory), rightOf(ref))))
      expect(found).toEqual(keys.map(theKey))
    }
  })

  it('agree on how it is protected: the slower one is told', async () => {
    const outcomes = new Set<string>()
    for (let round = 0; round < 4; round += 1) {
      const directory = freshDirectory()
      const answers = await Promise.all([null, secretText('tulip')].map((phrase) =>
        vaultAt(directory, phrase).deposit(depositOf(arbitraryKey()))()))
      const refused = answers.filter(E.isLeft).map(({ left }) =>
        (left._tag === 'VaultUnavailable' ? left.reason : left._tag))
      expect(refused).toHaveLength(1)
      refused.forEach((word) => outcomes.add(word))
    }
    expect(['VAULT_HAS_NO_PASSPHRASE', 'VaultPassphraseRequired']).toEqual(expect.arrayContaining([...outcomes]))
  })
})
