import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { E } from '../../../application/prelude.js'
import { fileVault } from '../../../infrastructure/vault/file-vault.js'
import { keyVaultContract } from '../../contracts/key-vault.contract.js'
import { arbitraryKey, depositOf, KEY_KINDS, opened, rightOf, theKey, type TestKey } from './key-deposits.js'
import { filesBelow, freshDirectory, secretText, vaultAt } from './vault-directory.js'

keyVaultContract('files, key file', {
  emptyVault: (now) => Promise.resolve(fileVault({ directory: freshDirectory(), passphrase: null, now })),
  runs: 40,
})

keyVaultContract('files, passphrase', {
  emptyVault: (now) =>
    Promise.resolve(fileVault({ directory: freshDirectory(), passphrase: secretText('корова 牛 🐄'), now })),
  runs: 3,
})

const WINDOW = 16

const windowsOf = (bytes: Buffer): ReadonlyArray<Buffer> =>
  Array.from({ length: bytes.length - WINDOW + 1 }, (_, at) => bytes.subarray(at, at + WINDOW))

/** Every form in which a key could have been written: DER, hexadecimal, and base64 (so also PEM) at each alignment. */
const tracesOf = ({ pkcs8 }: TestKey): ReadonlyArray<Buffer> => {
  const base64 = [0, 1, 2].map((skipped) => Buffer.from(pkcs8.subarray(skipped).toString('base64')))
  const hex = pkcs8.toString('hex')
  return [pkcs8, Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...base64].flatMap(windowsOf)
}

const expectNoTraceBelow = (directory: string, traces: ReadonlyArray<Buffer>): void => {
  const files = filesBelow(directory)
  const found = files.flatMap(({ path, bytes }) => traces.filter((trace) => bytes.includes(trace)).map(() => path))
  expect(found).toEqual([])
}

describe('a vault of files', () => {
  it('touches nothing before the first deposit', async () => {
    const directory = freshDirectory()
    const vault = vaultAt(directory)
    const ref = rightOf(await vaultAt(freshDirectory()).deposit(depositOf(arbitraryKey()))())
    expect(await vault.list()()).toEqual(E.right([]))
    expect(await vault.destroy(ref)()).toEqual(E.right(false))
    expect(await opened(vault, ref)).toEqual(E.left({ _tag: 'KeyNotInVault', ref }))
    expect(existsSync(directory)).toBe(false)
  })

  it('opens in another process what this one deposited', async () => {
    const directory = freshDirectory()
    const key = arbitraryKey()
    const ref = rightOf(await vaultAt(directory).deposit(depositOf(key))())
    expect(await opened(vaultAt(directory), ref)).toEqual(theKey(key))
  })

  it.each([0o000, 0o022, 0o077])('is for its owner only, under umask %o', async (mask) => {
    const before = process.umask(mask)
    try {
      const directory = join(freshDirectory(), 'deeper')
      rightOf(await vaultAt(directory).deposit(depositOf(arbitraryKey()))())
      const modes = filesBelow(directory).map(({ path }) => statSync(path).mode & 0o777)
      expect(statSync(directory).mode & 0o777).toBe(0o700)
      expect(statSync(dirname(directory)).mode & 0o777).toBe(0o700)
      expect(modes).toEqual([0o600, 0o600, 0o600, 0o600])
    } finally {
      process.umask(before)
    }
  })

  it('consists of manifest, key file, and two files an entry, without drafts', async () => {
    const directory = freshDirectory()
    const deposit = depositOf(arbitraryKey())
    rightOf(await vaultAt(directory).deposit(deposit)())
    const shapes = readdirSync(directory).map((name) =>
      name.replace(deposit.certificate, 'THUMBPRINT').replace(/\.[0-9a-f]{16}\./, '.ID.'))
    expect(shapes.sort()).toEqual(['THUMBPRINT.1.ID.sealed', 'THUMBPRINT.1.dek', 'vault.json', 'vault.key'])
  })

  it('has no key file where a passphrase protects it', async () => {
    const directory = freshDirectory()
    rightOf(await vaultAt(directory, secretText('tulip')).deposit(depositOf(arbitraryKey()))())
    expect(existsSync(join(directory, 'vault.key'))).toBe(false)
    expect(readFileSync(join(directory, 'vault.json'), 'utf8')).not.toContain('tulip')
  })

  it('keeps the wrapped data key within one sector, so that zeroing it is one write', async () => {
    const directory = freshDirectory()
    rightOf(await vaultAt(directory).deposit(depositOf(arbitraryKey('RSA 2048'), undefined, 999_999_999))())
    const [dataKey] = filesBelow(directory).filter(({ path }) => path.endsWith('.dek'))
    expect(dataKey?.bytes.length).toBeLessThanOrEqual(512)
  })

  it.each(KEY_KINDS)('holds no 16 bytes of an %s key in any file and any encoding', async (kind) => {
    const directory = freshDirectory()
    const key = arbitraryKey(kind)
    rightOf(await vaultAt(directory).deposit(depositOf(key))())
    expect(filesBelow(directory)).toHaveLength(4)
    expectNoTraceBelow(dirname(directory), tracesOf(key))
  })

  it('finds a trace where there is one: the search above is not blind', () => {
    const key = arbitraryKey()
    const pem = key.privateKey.export({ type: 'pkcs8', format: 'pem' })
    const holding = [key.pkcs8.subarray(7, 40), Buffer.from(pem), Buffer.from(key.pkcs8.toString('hex'))]
    expect(holding.map((bytes) => tracesOf(key).some((trace) => bytes.includes(trace)))).toEqual([true, true, true])
  })

  it('leaves after a destruction neither key nor data key nor sealed bytes in any file', async () => {
    const directory = freshDirectory()
    const vault = vaultAt(directory)
    const key = arbitraryKey('RSA 2048')
    const kept = rightOf(await vault.deposit(depositOf(arbitraryKey()))())
    const before = new Set(readdirSync(directory))
    const ref = rightOf(await vault.deposit(depositOf(key))())
    const entry = filesBelow(directory).filter(({ path }) => !before.has(path.slice(directory.length + 1)))
    expect(entry).toHaveLength(2)
    expect(await vault.destroy(ref)()).toEqual(E.right(true))
    const boxes = entry.flatMap(({ bytes }) => bytes.toString().match(/[A-Za-z0-9+/=]{60,}/g) ?? [])
    const secrets = boxes.filter((box) => !/^[0-9A-F]{64}$/.test(box)).map((box) => Buffer.from(box))
    expect(secrets).toHaveLength(2)
    expectNoTraceBelow(dirname(directory), [...tracesOf(key), ...secrets.flatMap(windowsOf)])
    expect(new Set(readdirSync(directory))).toEqual(before)
    expect(E.isRight(await opened(vault, kept))).toBe(true)
  })

  it('overwrites the data key on the disk before it removes the name', async () => {
    const directory = freshDirectory()
    const vault = vaultAt(directory)
    const ref = rightOf(await vault.deposit(depositOf(arbitraryKey()))())
    const entry = filesBelow(directory).filter(({ path }) => /\.(dek|sealed)$/.test(path))
    const handles = entry.map(({ path }) => openSync(path, 'r'))
    rightOf(await vault.destroy(ref)())
    const left = handles.map((handle) => readFileSync(handle))
    handles.forEach(closeSync)
    expect(left).toEqual(entry.map(({ bytes }) => Buffer.alloc(bytes.length)))
  })

  it('takes the name from the data key before it overwrites it, so that nobody reads zeros as an entry', async () => {
    const directory = freshDirectory()
    const vault = vaultAt(directory)
    const ref = rightOf(await vault.deposit(depositOf(arbitraryKey()))())
    const seen: Array<string> = []
    const watcher = watch(directory, (_, name) => { seen.push(name ?? '') })
    rightOf(await vault.destroy(ref)())
    await vi.waitFor(() => { expect(seen.some((name) => name.endsWith('.sealed'))).toBe(true) })
    watcher.close()
    const [first, second] = seen.map((name) => name.slice(name.indexOf('.1.') + 3))
    expect([first, second]).toEqual(['dek', expect.stringMatching(/^dek\.withdrawn\.[0-9a-f]{16}\.tmp$/)])
  })

  it('destroys and lists without key file and without passphrase', async () => {
    const directory = freshDirectory()
    const ref = rightOf(await vaultAt(directory, secretText('tulip')).deposit(depositOf(arbitraryKey()))())
    const locked = vaultAt(directory)
    expect(rightOf(await locked.list()())).toHaveLength(1)
    expect(await locked.destroy(ref)()).toEqual(E.right(true))
    expect(await locked.list()()).toEqual(E.right([]))
  })
})
