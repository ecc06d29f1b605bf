import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import type { KeyRef } from '../../../domain/values/key-ref.js'
import { arbitraryKey, depositOf, opened, rightOf, theKey, type TestKey } from './key-deposits.js'
import { fileEnding, freshDirectory, NOW, secretText, vaultAt } from './vault-directory.js'

const deposit = async (vault: ReturnType<typeof vaultAt>): Promise<{ ref: KeyRef; key: TestKey }> => {
  const key = arbitraryKey()
  return { key, ref: rightOf(await vault.deposit(depositOf(key))()) }
}

const unavailable = (operation: string, reason: string) => E.left({ _tag: 'VaultUnavailable', operation, reason })

describe('a vault under a passphrase', () => {
  it('opens with the right one, refuses a wrong one and asks for a missing one', async () => {
    const directory = freshDirectory()
    const { ref, key } = await deposit(vaultAt(directory, secretText('пароль')))
    expect(await opened(vaultAt(directory, secretText('пароль')), ref)).toEqual(theKey(key))
    const [wrong, required] = [E.left({ _tag: 'VaultPassphraseWrong' }), E.left({ _tag: 'VaultPassphraseRequired' })]
    expect(await opened(vaultAt(directory, secretText('пароль ')), ref)).toEqual(wrong)
    expect(await opened(vaultAt(directory), ref)).toEqual(required)
    expect(await opened(vaultAt(directory, secretText('')), ref)).toEqual(required)
  })

  it('takes deposits only with the right one, and makes no key file without it', async () => {
    const directory = freshDirectory()
    await deposit(vaultAt(directory, secretText('right')))
    const [wrong, missing] = [vaultAt(directory, secretText('wrong')), vaultAt(directory)]
    expect(await wrong.deposit(depositOf(arbitraryKey()))()).toEqual(E.left({ _tag: 'VaultPassphraseWrong' }))
    expect(await missing.deposit(depositOf(arbitraryKey()))()).toEqual(E.left({ _tag: 'VaultPassphraseRequired' }))
    expect(rightOf(await missing.list()())).toHaveLength(1)
    expect(() => readFileSync(join(directory, 'vault.key'))).toThrow('ENOENT')
  })

  it('salts: two vaults under one passphrase have different checks', async () => {
    const manifests = []
    for (const directory of [freshDirectory(), freshDirectory()]) {
      await deposit(vaultAt(directory, secretText('same')))
      manifests.push(JSON.parse(readFileSync(join(directory, 'vault.json'), 'utf8')) as Record<string, unknown>)
    }
    expect(manifests).toMatchObject([{ cost: 131072, blockSize: 8, parallelization: 1 }, { derivation: 'scrypt' }])
    expect(manifests[0]?.['salt']).not.toBe(manifests[1]?.['salt'])
    expect(manifests[0]?.['keyCheck']).not.toBe(manifests[1]?.['keyCheck'])
  })

  it('never opens a vault that was made without: the protection promised by it is not there', async () => {
    const directory = freshDirectory()
    const { ref } = await deposit(vaultAt(directory))
    const vault = vaultAt(directory, secretText('believed in'))
    expect(await opened(vault, ref)).toEqual(unavailable('read', 'VAULT_HAS_NO_PASSPHRASE'))
    expect(await vault.deposit(depositOf(arbitraryKey()))()).toEqual(unavailable('write', 'VAULT_HAS_NO_PASSPHRASE'))
  })
})

describe('a vault with a key file', () => {
  it.each([0o640, 0o604, 0o620, 0o601])('refuses one that others may use, mode %o', async (mode) => {
    const directory = freshDirectory()
    const { ref } = await deposit(vaultAt(directory))
    const path = join(directory, 'vault.key')
    chmodSync(path, mode)
    const exposed = E.left({ _tag: 'VaultKeyExposed', path, mode: `0${mode.toString(8)}` })
    expect(await opened(vaultAt(directory), ref)).toEqual(exposed)
    expect(await vaultAt(directory).deposit(depositOf(arbitraryKey()))()).toEqual(exposed)
  })

  it('accepts one that even its owner may only read', async () => {
    const directory = freshDirectory()
    const { ref, key } = await deposit(vaultAt(directory))
    chmodSync(join(directory, 'vault.key'), 0o400)
    expect(await opened(vaultAt(directory), ref)).toEqual(theKey(key))
  })

  it('says that it is missing, and never makes a second one over sealed keys', async () => {
    const directory = freshDirectory()
    const { ref, key } = await deposit(vaultAt(directory))
    const path = join(directory, 'vault.key')
    renameSync(path, `${directory}.aside`)
    const missing = E.left({ _tag: 'VaultKeyMissing', path })
    expect(await opened(vaultAt(directory), ref)).toEqual(missing)
    expect(await vaultAt(directory).deposit(depositOf(arbitraryKey()))()).toEqual(missing)
    renameSync(`${directory}.aside`, path)
    expect(await opened(vaultAt(directory), ref)).toEqual(theKey(key))
  })

  it('says that the manifest is missing, and never makes a second one', async () => {
    const directory = freshDirectory()
    const { ref } = await deposit(vaultAt(directory))
    const path = join(directory, 'vault.json')
    rmSync(path)
    const missing = E.left({ _tag: 'VaultKeyMissing', path })
    expect(await opened(vaultAt(directory), ref)).toEqual(missing)
    expect(await vaultAt(directory).deposit(depositOf(arbitraryKey()))()).toEqual(missing)
    expect(await vaultAt(directory, secretText('x')).deposit(depositOf(arbitraryKey()))()).toEqual(missing)
  })

  it('makes a new key file where no entry needs the old one', async () => {
    const directory = freshDirectory()
    const { ref } = await deposit(vaultAt(directory))
    rightOf(await vaultAt(directory).destroy(ref)())
    rmSync(join(directory, 'vault.key'))
    const { ref: second, key } = await deposit(vaultAt(directory))
    expect(await opened(vaultAt(directory), second)).toEqual(theKey(key))
  })
})

describe('a vault written by a newer version', () => {
  it.each(['vault.json', 'vault.key', '.dek', '.sealed'])('is left alone (%s)', async (ending) => {
    const directory = freshDirectory()
    const { ref } = await deposit(vaultAt(directory))
    const path = fileEnding(directory, ending)
    const newer = readFileSync(path, 'utf8').replace('"version":1', '"version":2').replace('key/1 ', 'key/2 ')
    writeFileSync(path, newer)
    expect(await opened(vaultAt(directory), ref)).toEqual(unavailable('read', 'VAULT_VERSION_NEWER'))
  })
})

describe('a vault that the system does not let in', () => {
  it('says so with the code, when a file stands where the directory should be', async () => {
    const directory = freshDirectory()
    writeFileSync(dirname(directory) + '/file', '')
    const vault = vaultAt(join(dirname(directory), 'file', 'vault'))
    const { ref } = await deposit(vaultAt(directory))
    expect(await vault.deposit(depositOf(arbitraryKey()))()).toEqual(unavailable('write', 'ENOTDIR'))
    expect(await opened(vault, ref)).toEqual(unavailable('read', 'ENOTDIR'))
    expect(await vault.list()()).toEqual(unavailable('list', 'ENOTDIR'))
    expect(await vault.destroy(ref)()).toEqual(unavailable('destroy', 'ENOTDIR'))
  })

  it('says so with the code, when it has no rights', async () => {
    const directory = freshDirectory()
    const { ref, key } = await deposit(vaultAt(directory))
    const vault = vaultAt(directory)
    chmodSync(directory, 0)
    const answers = await withoutPrivileges(async () => [
      await vault.deposit(depositOf(arbitraryKey()))(),
      await opened(vault, ref),
      await vault.list()(),
      await vault.destroy(ref)(),
    ])
    chmodSync(directory, 0o700)
    expect(answers).toEqual(['write', 'read', 'list', 'destroy'].map((operation) => unavailable(operation, 'EACCES')))
    expect(await opened(vault, ref)).toEqual(theKey(key))
  })

  it('keeps what it has when the directory cannot be written', async () => {
    const directory = freshDirectory()
    const { ref, key } = await deposit(vaultAt(directory))
    const vault = vaultAt(directory)
    chmodSync(dirname(directory), 0o755)
    chmodSync(directory, 0o555)
    const [deposited, destroyed] = await withoutPrivileges(async () => [
      await vault.deposit(depositOf(arbitraryKey()))(),
      await vault.destroy(ref)(),
    ])
    chmodSync(directory, 0o700)
    expect(deposited).toEqual(unavailable('write', 'EACCES'))
    expect(destroyed).toEqual(unavailable('destroy', 'EACCES'))
    expect(await opened(vault, ref)).toEqual(theKey(key))
    expect(await vault.list()()).toEqual(E.right([{ ref, storedAt: NOW, isWhole: true }]))
  })

  it('refuses a private key beyond 64 KiB', async () => {
    const directory = freshDirectory()
    mkdirSync(directory)
    const key = arbitraryKey()
    const tooLong = { ...depositOf({ ...key, pkcs8: Buffer.alloc(65537) }) }
    expect(await vaultAt(directory).deposit(tooLong)()).toEqual(unavailable('write', 'EFBIG'))
  })
})

/** Runs as a user that owns nothing here: root, to whom modes mean nothing, steps down for as long as it takes. */
const withoutPrivileges = async <A>(run: () => Promise<A>): Promise<A> => {
  if (process.geteuid?.() !== 0) return run()
  process.seteuid?.(65534)
  try {
    return await run()
  } finally {
    process.seteuid?.(0)
  }
}
