import { X509Certificate } from 'node:crypto'
import {
  chmodSync, chownSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, readSync, renameSync, statSync,
  symlinkSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { plusMs } from '../../../domain/values/instant.js'
import { Thumbprint, ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { agentStore } from '../../../infrastructure/agent/store/agent-store.js'
import { emptyPlaces, type Held } from '../../../infrastructure/agent/store/manifest.js'
import { pfxWriter } from '../../../infrastructure/pfx/pfx-writer.js'
import { freshFolder, names, servedFrom } from '../../support/agent/agent-desk.js'
import { decoded } from '../../support/decoded.js'
import { HOUR_MS, instant } from '../../support/instants.js'
import { realCertificate, type RealCertificate } from '../../support/ledger/real-certificates.js'
import { must } from '../../support/log-reading.js'

const [a, b] = [realCertificate('a.contoso.com'), realCertificate('b.contoso.com')]
const role = 'OAuthTokenIssuer'
const secrets = ['key.pem', 'certificate.pfx', 'pfx.password']

/** A store, and one that puts a certificate there and makes it current. */
const storeWith = () => {
  const directory = join(freshFolder(), 'store')
  const store = agentStore(directory, decoded(Fqdn, 'fe01.contoso.com'), pfxWriter)
  const write = async ({ pem, pkcs8 }: RealCertificate, generation: number) => {
    const x509 = new X509Certificate(Buffer.from(pem))
    const { places } = must(await store.read(role)())
    return store.write(role, places, {
      slot: { role, scope: 'global' },
      generation,
      attempt: 1,
      thumbprint: decoded(Thumbprint, x509.fingerprint.replaceAll(':', '')),
      thumbprintSha256: decoded(ThumbprintSha256, x509.fingerprint256.replaceAll(':', '')),
      notAfter: instant('2028-01-01'),
      effectiveAt: null,
      challenge: null,
      installedAt: instant('2026-11-20'),
      opened: { certificate: x509.raw.toString('base64'), chain: [], privateKey: Buffer.from(pkcs8) },
    })()
  }
  const settle = async (current: Held | null, previous: Held | null = null) => {
    const places = { ...emptyPlaces, current, previous }
    return store.settle(role, { version: 1, places, hooksDue: null })()
  }
  const install = async (real: RealCertificate, generation: number): Promise<Held> => {
    const held = must(await write(real, generation))
    must(await settle(held))
    return held
  }
  return { directory, store, write, settle, install, current: join(directory, role, 'current') }
}

describe('the store of an agent', () => {
  it('keeps owner, group and mode of each file and of the directory that it follows', async () => {
    const { install, current } = storeWith()
    await install(a, 1)
    const [uid, gid] = process.getuid?.() === 0 ? [4_711, 4_712] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
    chownSync(join(current, 'key.pem'), uid, gid)
    chmodSync(join(current, 'key.pem'), 0o440)
    chmodSync(current, 0o751)
    await install(b, 2)
    const key = statSync(join(current, 'key.pem'))
    expect([key.uid, key.gid, key.mode & 0o777, statSync(current).mode & 0o777]).toEqual([uid, gid, 0o440, 0o751])
    expect(statSync(join(current, 'certificate.pfx')).mode & 0o777).toBe(0o600)
  })

  it('takes no mode from a link that stands where the former key was: everybody could read the next one', async () => {
    const { install, current, directory } = storeWith()
    await install(a, 1)
    renameSync(join(current, 'key.pem'), join(directory, 'moved.pem'))
    symlinkSync(join(directory, 'moved.pem'), join(current, 'key.pem'))
    await install(b, 2)
    expect(lstatSync(join(current, 'key.pem')).isFile()).toBe(true)
    expect(statSync(join(current, 'key.pem')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(directory, 'moved.pem'), 'utf8')).toContain('PRIVATE KEY')
  })

  it('makes keys for their owner alone, whatever the umask of the process allows', async () => {
    const before = process.umask(0)
    const { install, current } = storeWith()
    await install(a, 1)
    process.umask(before)
    for (const name of secrets) expect(statSync(join(current, name)).mode & 0o777).toBe(0o600)
    expect(statSync(join(current, 'certificate.pem')).mode & 0o777).toBe(0o644)
  })

  it('lets everybody who may read a file do so under a narrow umask, as its mode says', async () => {
    const before = process.umask(0o077)
    const { install, current } = storeWith()
    await install(a, 1)
    process.umask(before)
    expect(statSync(join(current, 'certificate.pem')).mode & 0o777).toBe(0o644)
    expect(statSync(current).mode & 0o777).toBe(0o755)
  })

  it('gives the same generation another directory when it comes once more', async () => {
    const { install, write } = storeWith()
    const first = await install(a, 1)
    const again = must(await write(a, 1))
    expect([first.directory, again.directory]).toEqual([
      `1-${a.thumbprint.slice(0, 8)}`, `1-${a.thumbprint.slice(0, 8)}-2`,
    ])
  })

  it('overwrites a key before it is removed: who holds the file open finds zeros', async () => {
    const { install, current } = storeWith()
    await install(a, 1)
    const handle = openSync(join(current, 'key.pem'), 'r')
    await install(b, 2)
    const bytes = Buffer.alloc(100, 1)
    readSync(handle, bytes, 0, 100, 0)
    expect(bytes.equals(Buffer.alloc(100))).toBe(true)
  })

  it('does not overwrite a file that somebody linked elsewhere, and follows no link while it clears up', async () => {
    const { install, current, directory } = storeWith()
    await install(a, 1)
    const precious = join(directory, 'precious')
    writeFileSync(precious, 'precious')
    symlinkSync(precious, join(current, 'link.pem'))
    await install(b, 2)
    expect(readFileSync(precious, 'utf8')).toBe('precious')
  })

  it('leaves what it did not make among the generations', async () => {
    const { install, directory } = storeWith()
    await install(a, 1)
    const generations = join(directory, role, 'generations')
    mkdirSync(join(generations, 'backup'))
    writeFileSync(join(generations, 'notes.txt'), 'mine')
    await install(b, 2)
    expect(names(generations)).toEqual([`2-${b.thumbprint.slice(0, 8)}`, 'backup', 'notes.txt'])
  })

  it('turns no link that is a file or directory of somebody else', async () => {
    const { write, settle, current, directory } = storeWith()
    const held = must(await write(a, 1))
    writeFileSync(join(directory, role, 'current'), 'mine')
    expect(await settle(held)).toMatchObject({ left: { _tag: 'AgentFileUnusable', reason: 'EEXIST' } })
    expect(lstatSync(current).isFile()).toBe(true)
  })

  it('refuses a certificate whose key is another one, and leaves nothing of it behind', async () => {
    const { write, directory } = storeWith()
    const { pem } = a
    expect(await write({ ...b, pem }, 1)).toMatchObject({ left: { reason: 'PFX_NOT_WRITTEN' } })
    expect(names(join(directory, role, 'generations'))).toEqual([])
  })

  it('is read and settled again without a change', async () => {
    const { install, store, directory } = storeWith()
    await install(a, 1)
    const inodes = () => ['current', 'manifest.json'].map((name) => lstatSync(join(directory, role, name)).ino)
    const before = inodes()
    must(await store.settle(role, must(await store.read(role)()))())
    expect(inodes()).toEqual(before)
  })

  it('finishes what was written into the manifest and not carried out', async () => {
    const { install, write, store, directory } = storeWith()
    const first = await install(a, 1)
    const second = must(await write(b, 2))
    const places = { current: { ...second, effectiveAt: plusMs(instant('2026-11-20'), HOUR_MS) }, previous: first }
    const manifest = { version: 1, places: { ...places, staged: null }, hooksDue: 'current' }
    writeFileSync(join(directory, role, 'manifest.json'), JSON.stringify(manifest))
    must(await store.settle(role, must(await store.read(role)()))())
    expect(servedFrom(directory, role).thumbprint).toBe(b.thumbprint)
    expect(servedFrom(directory, role, 'previous').thumbprint).toBe(a.thumbprint)
  })

  it('believes no manifest that leads out of it', async () => {
    const { install, store, directory } = storeWith()
    const held = await install(a, 1)
    for (const name of ['../../../etc', '/etc', '1-AAAAAAAA/../../..', '']) {
      const places = { ...emptyPlaces, current: { ...held, directory: name } }
      writeFileSync(join(directory, role, 'manifest.json'), JSON.stringify({ version: 1, places, hooksDue: null }))
      expect(must(await store.read(role)()).places.current?.directory).toBe(held.directory)
    }
    expect(existsSync(join(directory, role, 'current', 'key.pem'))).toBe(true)
  })

  it('takes for roles only directories that are named like one', async () => {
    const { install, store, directory } = storeWith()
    await install(a, 1)
    for (const name of ['oauthtokenissuer', 'Nonsense', '..hidden']) mkdirSync(join(directory, name))
    expect(must(await store.roles()())).toEqual([role])
  })
})
