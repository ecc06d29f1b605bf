import {
  chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { ask, freshLedger, openLedger, sendTo, tryToOpen } from '../../support/ledger/disk-ledger.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { configuring, password, registering } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const logOf = (directory: string): string => join(directory, 'events.sqlite')

/** A ledger that knows a site and a server, closed. */
const smallLedger = async (): Promise<string> => {
  const directory = freshLedger()
  const session = await openLedger(directory)
  must(await sendTo(session, configuring({ sipDomains: ['contoso.com'] })))
  must(await sendTo(session, registering('fe01.contoso.com')))
  await session.close()
  return directory
}

const withDatabase = (path: string, ...statements: ReadonlyArray<string>): void => {
  const db = new DatabaseSync(path)
  for (const sql of statements) db.exec(sql)
  db.close()
}

/** That the ledger is all there and takes commands. */
const expectSound = async (directory: string): Promise<void> => {
  const session = await openLedger(directory)
  expect(must(await ask(session, 'ShowSite'))).toMatchObject({ site: { realm: 'contoso.com' } })
  expect(JSON.stringify(must(await ask(session, 'ListFrontEnds')))).toContain('"fqdn":"fe01.contoso.com"')
  expect(must(await sendTo(session, registering('fe01.contoso.com'))).events).toEqual([])
  const { position } = must(await ask(session, 'Log'))
  expect(must(await sendTo(session, registering(`fe${position}.contoso.com`))).position).toBe(position + 1)
  expect(must(await session.verifyRecords(() => undefined)())).toBe(position + 1)
  await session.close()
}

describe('A ledger of a newer program', () => {
  it('is refused with both versions and left as it is', async () => {
    const directory = await smallLedger()
    withDatabase(logOf(directory), 'PRAGMA user_version = 7')
    const before = readFileSync(logOf(directory))
    expect(await tryToOpen(directory))
      .toEqual(E.left({ _tag: 'LogOfNewerVersion', path: logOf(directory), found: 7, supported: 1 }))
    expect(readFileSync(logOf(directory))).toEqual(before)
    withDatabase(logOf(directory), 'PRAGMA user_version = 1')
    await expectSound(directory)
  })
})

describe('A file that is no ledger', () => {
  it('is refused, left as it is, and nothing is made beside it', async () => {
    const directory = freshLedger()
    mkdirSync(directory)
    writeFileSync(logOf(directory), 'These are the minutes of the meeting of the certificate board. '.repeat(200))
    const before = readFileSync(logOf(directory))
    expect(await tryToOpen(directory)).toEqual(E.left({ _tag: 'NotALedger', path: logOf(directory) }))
    expect(readFileSync(logOf(directory))).toEqual(before)
    expect(readdirSync(directory)).toEqual(['events.sqlite'])
  })

  it('is refused where it is the database of another program', async () => {
    const directory = freshLedger()
    mkdirSync(directory)
    withDatabase(logOf(directory), 'CREATE TABLE bookmarks (url TEXT)')
    expect(await tryToOpen(directory)).toEqual(E.left({ _tag: 'NotALedger', path: logOf(directory) }))
  })
})

describe('A record that was changed from outside', () => {
  it('is told by its position, by commands and questions that need it', async () => {
    const directory = await smallLedger()
    withDatabase(
      logOf(directory),
      'DROP TRIGGER events_are_never_changed',
      "UPDATE events SET record = replace(record, 'contoso', 'fabrikam') WHERE position = 1",
    )
    rmSync(join(directory, 'read-side'), { recursive: true })
    const corrupt = { left: { _tag: 'RecordCorrupt', position: 1 } }
    expect(await tryToOpen(directory)).toMatchObject(corrupt)
    const mended = "UPDATE events SET record = replace(record, 'fabrikam', 'contoso') WHERE position = 1"
    withDatabase(logOf(directory), mended)
    await expectSound(directory)
  })

  it('is found by the verification of all records', async () => {
    const directory = await smallLedger()
    const session = await openLedger(directory)
    must(await ask(session, 'ShowSite'))
    withDatabase(
      logOf(directory),
      'DROP TRIGGER events_are_never_changed',
      "UPDATE events SET record = replace(record, 'fe01', 'fe66') WHERE position = 2",
    )
    const corrupt = { left: { _tag: 'RecordCorrupt', position: 2 } }
    expect(await session.verifyRecords(() => undefined)()).toMatchObject(corrupt)
    expect(await sendTo(session, registering('fe01.contoso.com'))).toMatchObject(corrupt)
  })
})

/** The files that hold rows, or name the one that does. */
const filesOfRows = (readSide: string): ReadonlyArray<string> =>
  readdirSync(readSide).filter((name) => name !== 'build.lock').map((name) => join(readSide, name))

const renameTables = (path: string): void => {
  const db = new DatabaseSync(path)
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  for (const { name } of tables) db.exec(`ALTER TABLE "${String(name)}" RENAME TO "old_${String(name)}"`)
  db.close()
}

/** What can happen to the files of the read side while nobody looks. */
const damages: ReadonlyArray<readonly [string, (readSide: string) => void]> = [
  ['is gone', (readSide) => { rmSync(readSide, { recursive: true }) }],
  ['has lost its files', (readSide) => { filesOfRows(readSide).forEach((path) => rmSync(path)) }],
  ['holds garbage', (readSide) => {
    filesOfRows(readSide).forEach((path) => writeFileSync(path, 'garbage '.repeat(5_000)))
  }],
  ['was cut off', (readSide) => { filesOfRows(readSide).forEach((path) => truncateSync(path, 100)) }],
  ['is of another version', (readSide) => {
    filesOfRows(readSide).filter((path) => path.endsWith('.sqlite')).forEach(renameTables)
  }],
]

describe('A read side', () => {
  it.each(damages)('that %s is made again without a word', async (_what, damage) => {
    const directory = await smallLedger()
    damage(join(directory, 'read-side'))
    await expectSound(directory)
  })

  it('that is taken away while a session has it open hinders neither this session nor the next', async () => {
    const directory = await smallLedger()
    const session = await openLedger(directory)
    must(await ask(session, 'ShowSite'))
    renameSync(join(directory, 'read-side'), join(directory, 'aside'))
    must(await sendTo(session, registering('fe02.contoso.com')))
    expect(must(await ask(session, 'ListFrontEnds')))
      .toMatchObject({ frontEnds: [{ fqdn: 'fe01.contoso.com' }, { fqdn: 'fe02.contoso.com' }] })
    await session.close()
    await expectSound(directory)
  })
})

describe('A vault', () => {
  const imported = async () => {
    const directory = await smallLedger()
    const { pem, thumbprint } = realCertificate('fe01.contoso.com')
    const session = await openLedger(directory)
    must(await sendTo(session, { name: 'ImportCertificate', input: { file: pem } }))
    const exporting = { name: 'ExportCertificate', input: { thumbprint, password: password('out') } } as const
    const destroying = { name: 'DestroyPrivateKey', input: { thumbprint } } as const
    return { directory, session, exporting, destroying, keyFile: join(directory, 'vault', 'vault.key') }
  }

  it('whose key file is missing or exposed says so and gives out no key, and does when that is mended', async () => {
    const { session, exporting, keyFile } = await imported()
    renameSync(keyFile, `${keyFile}.aside`)
    expect(await sendTo(session, exporting)).toEqual(E.left({ _tag: 'VaultKeyMissing', path: keyFile }))
    renameSync(`${keyFile}.aside`, keyFile)
    chmodSync(keyFile, 0o644)
    expect(await sendTo(session, exporting)).toEqual(E.left({ _tag: 'VaultKeyExposed', path: keyFile, mode: '0644' }))
    chmodSync(keyFile, 0o600)
    expect(must(await sendTo(session, exporting)).file?.containsPrivateKey).toBe(true)
  })

  it('that is lost is told by the audit, and a key that is lost can still be destroyed on record', async () => {
    const { directory, session, exporting, destroying } = await imported()
    rmSync(join(directory, 'vault'), { recursive: true })
    expect(await sendTo(session, exporting)).toMatchObject({ left: { _tag: 'KeyNotInVault' } })
    const { entries, missing } = must(await session.auditVault()())
    expect([entries, missing.length]).toEqual([0, 1])
    expect(must(await sendTo(session, destroying)).events).toMatchObject([{ type: 'PrivateKeyDestroyed' }])
    expect(must(await session.auditVault()())).toMatchObject({ missing: [] })
  })
})
