import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freshFolder, freshLedger } from '../../support/ledger/disk-ledger.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { answersTo, type Saying } from '../../support/ledger/sayings.js'

const registering = (fqdn: string): Saying => ({ command: 'RegisterFrontEnd', input: { fqdn } })
const listing: Saying = { question: 'ListFrontEnds', input: {} }
const recorded = (stream: string) => ({ events: [{ type: 'FrontEndRegistered', stream, revision: 0 }] })
const listed = (...names: ReadonlyArray<string>) => ({ frontEnds: names.map((fqdn) => ({ fqdn })) })

/** A PEM file with certificate and key. */
const pemFile = () => {
  const { pem, thumbprint } = realCertificate('fe01.x')
  const path = join(freshFolder(), 'fe01.pem')
  writeFileSync(path, pem)
  return { path, thumbprint }
}

const importing = (pem: string): Saying => ({ command: 'ImportCertificate', input: {}, pem })

/** A ledger that knows fe01.x, closed. */
const smallLedger = async (): Promise<string> => {
  const directory = freshLedger()
  expect(await answersTo(directory, [registering('fe01.x')])).toMatchObject(['opened', recorded('frontEnd-fe01.x')])
  return directory
}

const run = (command: string, ...args: ReadonlyArray<string>): void => {
  const { status, stderr } = spawnSync(command, args)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${String(stderr)}`)
}

/** Rights bind nobody who is root; there, the process becomes someone else before it opens the ledger. */
const someone = process.getuid?.() === 0 ? { env: { RUN_AS_UID: '65534' } } : {}

const withRights = (path: string, rights: string): void => {
  chmodSync(dirname(path), 0o755)
  run('chmod', '-R', rights, path)
  onTestFinished(() => run('chmod', '-R', 'u+rwX', path))
}

/** The process sees a mount of its own, which this shell command makes at `$0`; elsewhere nothing is mounted. */
const seeing = (mount: string, at: string) => {
  const prefix = ['unshare', process.getuid?.() === 0 ? '-m' : '-rm', 'sh', '-c', `${mount} && exec "$@"`, at]
  const [command = '', ...args] = prefix
  const { status, stderr } = spawnSync(command, [...args, 'true'])
  if (status !== 0) throw new Error(`this test must mount a file system, and may not: ${String(stderr)}`)
  return { prefix }
}

const readOnly = (path: string) => seeing('mount --bind "$0" "$0" && mount -o remount,ro,bind "$0"', path)

describe('A ledger directory without rights', () => {
  it('answers, and refuses to record, where it may not be written, and works on when it may', async () => {
    const directory = await smallLedger()
    const path = join(directory, 'events.sqlite')
    withRights(directory, 'a+rX,a-w')
    expect(await answersTo(directory, [listing, registering('fe02.x')], someone))
      .toMatchObject(['opened', listed('fe01.x'), { refused: { _tag: 'LogReadOnly', path } }])
    run('chmod', '-R', 'a+w', directory)
    expect(await answersTo(directory, [registering('fe02.x'), listing], someone))
      .toMatchObject(['opened', recorded('frontEnd-fe02.x'), listed('fe01.x', 'fe02.x')])
  })

  it('is refused by name and reason where it may not be entered, and where none may be made', async () => {
    const directory = await smallLedger()
    const refused = { refused: { _tag: 'LogUnavailable', path: join(directory, 'events.sqlite'), reason: 'EACCES' } }
    chmodSync(dirname(directory), 0o755)
    chmodSync(directory, 0o000)
    expect(await answersTo(directory, [], someone)).toEqual([refused])
    chmodSync(directory, 0o700)
    expect(await answersTo(directory, [listing])).toMatchObject(['opened', listed('fe01.x')])
    const parent = freshFolder()
    chmodSync(parent, 0o555)
    const path = join(parent, 'ledger', 'events.sqlite')
    expect(await answersTo(join(parent, 'ledger'), [], someone))
      .toEqual([{ refused: { _tag: 'LogUnavailable', path, reason: 'EACCES' } }])
  })
})

describe('A file system that is read-only', () => {
  it('answers, refuses to record, and nothing is lost', async () => {
    const directory = await smallLedger()
    const path = join(directory, 'events.sqlite')
    expect(await answersTo(directory, [listing, registering('fe02.x')], readOnly(directory)))
      .toMatchObject(['opened', listed('fe01.x'), { refused: { _tag: 'LogReadOnly', path } }])
    expect(await answersTo(directory, [listing, registering('fe02.x')]))
      .toMatchObject(['opened', listed('fe01.x'), recorded('frontEnd-fe02.x')])
  })

  it('under the vault refuses imports, which record nothing, and hinders nothing else', async () => {
    const directory = await smallLedger()
    const { path, thumbprint } = pemFile()
    mkdirSync(join(directory, 'vault'))
    const said = await answersTo(
      directory,
      [importing(path), registering('fe02.x'), { question: 'ListCertificates', input: {} }],
      readOnly(join(directory, 'vault')),
    )
    expect(said).toMatchObject([
      'opened',
      { refused: { _tag: 'VaultUnavailable', operation: 'write', reason: 'EROFS' } },
      recorded('frontEnd-fe02.x'),
      { certificates: [] },
    ])
    expect(await answersTo(directory, [importing(path)])).toMatchObject(['opened', { certificate: { thumbprint } }])
  })
})

/** A file system of four megabytes, of which a ballast takes two. */
const smallDisk = (mountPoint: string) =>
  seeing('mount -t tmpfs -o size=4m tmpfs "$0" && head -c 2000000 /dev/zero > "$0/ballast"', mountPoint)

const isRefused = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'refused' in answer

describe('A disk that is full', () => {
  it('is told as it is by commands, loses nothing, and when there is room again all goes on', async () => {
    const mountPoint = freshFolder()
    const { path, thumbprint } = pemFile()
    const sayings: ReadonlyArray<Saying> = [
      { ...registering(`fe{n}.${'long-label.'.repeat(20)}x`), untilRefused: true },
      listing,
      importing(path),
      { remove: join(mountPoint, 'ballast') },
      registering('after.x'),
      importing(path),
      listing,
      { question: 'ListCertificates', input: {} },
    ]
    const said = await answersTo(join(mountPoint, 'ledger'), sayings, smallDisk(mountPoint))
    const acknowledged = said.slice(1).findIndex(isRefused)
    expect(acknowledged).toBeGreaterThan(10)
    const afterThose = said.slice(acknowledged + 1)
    const [full, question, refusedImport, _removed, after, imported, frontEnds, certificates] = afterThose
    expect(full).toEqual({ refused: { _tag: 'LogFull', path: join(mountPoint, 'ledger', 'events.sqlite') } })
    if (isRefused(question)) {
      expect(question).toMatchObject({ refused: { _tag: 'ReadSideUnavailable', reason: 'SQLITE_FULL' } })
    }
    expect(JSON.stringify(refusedImport)).toMatch(/^{"refused":{"_tag":"(LogFull|VaultUnavailable)"/)
    expect(after).toMatchObject(recorded('frontEnd-after.x'))
    expect(imported).toMatchObject({ certificate: { thumbprint } })
    expect((frontEnds as { frontEnds: ReadonlyArray<unknown> }).frontEnds).toHaveLength(acknowledged + 1)
    expect(certificates).toMatchObject({ certificates: [{ thumbprint }] })
  })
})
