import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { secretOf, type Secret } from '../../../application/ports/secret.js'
import { instantAtMs } from '../../../domain/values/instant.js'
import type { KeyVault } from '../../../application/ports/key-vault.js'
import { fileVault } from '../../../infrastructure/vault/file-vault.js'

const made: Array<string> = []

afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true })
})

/** A path for a vault that is not there yet, in a ledger directory of its own; removed after the file's tests. */
export const freshDirectory = (): string => {
  const ledger = mkdtempSync(join(tmpdir(), 'certledger-vault-'))
  made.push(ledger)
  return join(ledger, 'vault')
}

export const NOW = instantAtMs(Date.UTC(2026, 10, 20, 12))

export const secretText = (text: string): Secret => secretOf(Buffer.from(text))

/** A vault on this directory, as a process that starts now would open it. */
export const vaultAt = (directory: string, passphrase: Secret | null = null): KeyVault =>
  fileVault({ directory, passphrase, now: () => NOW })

/** Every file below a directory with its bytes. */
export const filesBelow = (directory: string): ReadonlyArray<{ readonly path: string; readonly bytes: Buffer }> =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }))

/** The path of the one file in a directory whose name ends so. */
export const fileEnding = (directory: string, ending: string): string => {
  const [name, ...others] = readdirSync(directory).filter((file) => file.endsWith(ending))
  if (name === undefined || others.length > 0) throw new Error(`${others.length} others ending ${ending}`)
  return join(directory, name)
}
