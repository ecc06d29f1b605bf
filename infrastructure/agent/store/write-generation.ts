import { randomBytes } from 'node:crypto'
import { chmod, chown, lstat, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { PfxWriter } from '../../../application/ports/pfx-writer.js'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import { draftName, syncDirectory, writeSynced, type Ownership } from '../files/durable-file.js'
import { nullOn } from '../files/file-code.js'
import { readBounded } from '../files/read-bounded.js'
import { shredDirectory } from '../files/shred-directory.js'
import { formerOwnership, type Former } from './former-ownership.js'
import { filesOf, generationFiles, type Opened } from './generation-files.js'
import type { Held, Places } from './manifest.js'
import { ensureRole, type RoleDirectory } from './role-directory.js'

/** What is to be written, and what it is called. */
export type Arrival = Omit<Held, 'directory'> & { readonly opened: Opened }

const PASSWORD = /^[A-Za-z0-9_-]{16,128}$/

/** The password of the PKCS#12 file stays the same, so that what opens the file needs no change. */
const passwordAfter = async ({ path }: Former): Promise<string> => {
  const former = path === null ? null : await readBounded(join(path, generationFiles.password.name), 256)
    .catch(() => null)
  const text = former?.bytes.toString('utf8').trim() ?? ''
  return PASSWORD.test(text) ? text : randomBytes(24).toString('base64url')
}

const notWritten = (): Error => Object.assign(new Error('no PKCS#12'), { code: 'PFX_NOT_WRITTEN' })

const pfxOf = async (writer: PfxWriter, { opened, thumbprint }: Arrival, password: string): Promise<Uint8Array> => {
  const { certificate, chain, privateKey } = opened
  const written = await writer.write({
    certificate,
    chain,
    privateKey: secretOf(privateKey),
    password: secretOf(Buffer.from(password)),
    friendlyName: thumbprint,
  })()
  if (E.isLeft(written)) throw notWritten()
  return written.right
}

const isTaken = async (path: string): Promise<boolean> => (await lstat(path).catch(nullOn('ENOENT'))) !== null

const freeName = async (generations: string, { generation, thumbprint }: Arrival): Promise<string> => {
  const name = `${String(generation)}-${thumbprint.slice(0, 8)}`
  for (let copy = 1; ; copy += 1) {
    const candidate = copy === 1 ? name : `${name}-${String(copy)}`
    if (!(await isTaken(join(generations, candidate)))) return candidate
  }
}

const giveTo = async (directory: string, { uid, gid, mode }: Partial<Ownership>): Promise<void> => {
  if (uid !== undefined && gid !== undefined && process.platform !== 'win32') {
    const found = await lstat(directory)
    if (found.uid !== uid || found.gid !== gid) await chown(directory, uid, gid)
  }
  await chmod(directory, mode ?? 0o755)
}

/**
 * Writes a certificate with its key into a directory of its own, down to the disk, and gives its name. Owner and mode
 * of each file are those of the generation that it follows; a key without a former one is its owner's alone. Nothing
 * leads to it yet: a crash leaves at most a directory that the next settling removes.
 */
export const writeGeneration = async (
  writer: PfxWriter,
  role: RoleDirectory,
  places: Places,
  arrival: Arrival,
): Promise<Held> => {
  await ensureRole(role)
  const former = await formerOwnership(role, places)
  const password = await passwordAfter(former)
  const files = filesOf(arrival.opened, await pfxOf(writer, arrival, password), password)
  const draft = join(role.generations, draftName('generation'))
  await mkdir(draft, { mode: 0o700 })
  try {
    for (const { file, bytes } of files) {
      await writeSynced(join(draft, file.name), bytes, { mode: file.mode, ...await former.of(file) })
    }
    await giveTo(draft, former.directory)
    await syncDirectory(draft)
    const directory = await freeName(role.generations, arrival)
    await rename(draft, join(role.generations, directory))
    await syncDirectory(role.generations)
    const { opened: _, ...held } = arrival
    return { ...held, directory }
  } catch (thrown) {
    await shredDirectory(draft)
    throw thrown
  }
}
