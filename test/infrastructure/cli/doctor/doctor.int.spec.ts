import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TE } from '../../../../application/prelude.js'
import { KeyRef } from '../../../../domain/values/key-ref.js'
import { Position } from '../../../../domain/values/position.js'
import { sqliteSeen } from '../../../../infrastructure/cli/doctor/sqlite-check.js'
import type { DoctorCheck } from '../../../../infrastructure/wording/answer-kind.js'
import type { Session, SessionError } from '../../../../infrastructure/system/session.js'
import { decoded } from '../../../support/decoded.js'
import { run, type Circumstances } from '../fake-world.js'

let ledger = ''
beforeEach(() => {
  ledger = mkdtempSync(join(tmpdir(), 'cli-doctor-'))
  mkdirSync(join(ledger, 'vault'), { mode: 0o700 })
  writeFileSync(join(ledger, 'vault', 'vault.key'), 'x', { mode: 0o600 })
})
afterEach(() => { rmSync(ledger, { recursive: true }) })

const ref = decoded(KeyRef, 'local:some-key')
const corrupt: SessionError = { _tag: 'RecordCorrupt', position: decoded(Position, 3), detail: 'hash' }

type Report = { readonly checks: ReadonlyArray<DoctorCheck> }

const examined = async (argv: ReadonlyArray<string>, circumstances: Circumstances = {}) => {
  const { code, out, err, done } = await run(['doctor', '--ledger', ledger, '-o', 'json', ...argv], circumstances)
  expect(err).toBe('')
  const { checks } = JSON.parse(out) as Report
  const bad = checks.filter(({ status }) => status !== 'ok').map(({ name, status }) => `${name}: ${status}`)
  return { code, bad, done, names: checks.map(({ name }) => name), checks }
}

/** A certificate in a slot that is as it should be, but for these. */
const held = (faults: object) => ({
  thumbprint: 'AB'.repeat(20), notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2026-12-31T00:00:00.000Z',
  status: 'valid', hasPrivateKey: true, ...faults,
})

const withSession = (session: Partial<Session>): Circumstances => ({ session: () => session })

const answering = (content: object): Partial<Session> => ({
  question: () => TE.right({ position: 7, at: '', knownAt: '', entries: [], rolls: [], ...content } as never),
})

describe('doctor', () => {
  it('finds a whole ledger well', async () => {
    expect(await examined([])).toMatchObject({
      code: 0,
      bad: [],
      names: [
        'node', 'sqlite', 'directory', 'vault files', 'disk',
        'log', 'records', 'read side', 'vault', 'slots', 'rolls', 'evidence', 'agents', 'drift', 'clock',
      ],
    })
    expect(await examined(['--deep', '--rebuild', '--sweep'])).toMatchObject({ code: 0, bad: [] })
  })

  it('answers from a position, as every answer does', async () => {
    const { out } = await run(['doctor', '--ledger', ledger, '-o', 'json'])
    expect(JSON.parse(out)).toMatchObject({ position: 7, at: '2026-11-20T12:00:00.000Z' })
  })

  it('ends with 5 where a record was changed, or one is missing', async () => {
    expect(await examined(['--deep'], withSession({ verifyRecords: () => TE.left(corrupt) }))).toMatchObject({
      code: 5,
      bad: ['records: critical'],
    })
    expect(await examined(['--deep'], withSession({ verifyRecords: () => TE.right(6) }))).toMatchObject({
      code: 5,
      bad: ['records: critical'],
    })
  })

  it('builds anew and destroys only where that is wished, and reads a large log only then', async () => {
    const broken = () => TE.left(corrupt)
    const refusals = { verifyRecords: broken, rebuildReadSide: broken, sweepVault: broken }
    const never = { ...answering({ position: 20_001 }), ...refusals }
    expect(await examined([], withSession(never))).toMatchObject({ code: 0, bad: [] })
    expect(await examined(['--deep'], withSession(never))).toMatchObject({ code: 5, bad: ['records: critical'] })
  })

  it('ends with 4 where the read side said something else', async () => {
    const report = { events: 7, durationMs: 1, digests: {}, unchanged: false }
    expect(await examined(['--rebuild'], withSession({ rebuildReadSide: () => TE.right(report) }))).toMatchObject({
      code: 4,
      bad: ['read side: critical'],
    })
  })

  it('warns of keys that no event speaks of, and destroys them with --sweep', async () => {
    let orphans = [ref]
    const session: Partial<Session> = {
      auditVault: () => TE.right({ entries: 1, orphans, young: [], missing: [] }),
      sweepVault: () => () => {
        const swept = orphans
        orphans = []
        return TE.right(swept)()
      },
    }
    expect(await examined([], withSession(session))).toMatchObject({ code: 3, bad: ['vault: warning'] })
    const { code, checks } = await examined(['--sweep'], withSession(session))
    expect(code).toBe(0)
    expect(checks).toContainEqual({ name: 'vault', status: 'ok', detail: '1 key; 1 key without an event destroyed' })
  })

  it('ends with 4 where a key is missing', async () => {
    const audit = { entries: 0, orphans: [], young: [], missing: [ref] }
    expect(await examined([], withSession({ auditVault: () => TE.right(audit) }))).toMatchObject({
      code: 4,
      bad: ['vault: critical'],
    })
  })

  it('finds vault files that others may read', async () => {
    chmodSync(join(ledger, 'vault', 'vault.key'), 0o640)
    expect(await examined([])).toMatchObject({ code: 4, bad: ['vault files: critical'] })
  })

  it('finds a directory that others may change', async () => {
    chmodSync(ledger, 0o775)
    expect(await examined([])).toMatchObject({ code: 4, bad: ['directory: critical'] })
  })

  it('warns of rolls that took effect and are not on record', async () => {
    const roll = (effectiveDate: string, latenessMs: number | null) =>
      ({ state: 'inEffect', effectiveDate, latenessMs })
    const rolls = (...list: ReadonlyArray<object>) => examined([], withSession(answering({ rolls: list })))
    expect(await rolls(roll('2026-11-20T10:59:00.000Z', null))).toMatchObject({ code: 3, bad: ['rolls: warning'] })
    expect(await rolls(roll('2026-11-20T11:59:59.000Z', null))).toMatchObject({ code: 3, bad: ['rolls: warning'] })
    expect(await rolls(roll('2026-11-01T00:00:00.000Z', 5))).toMatchObject({ code: 0 })
  })

  it('finds what keeps a current certificate from being used', async () => {
    const slots = (current: object, staged: object | null = null) => examined([], withSession(answering({
      slots: [{ type: 'OAuthTokenIssuer', identity: 'global', current: held(current), staged: staged && held(staged) }],
    })))
    const words = async (current: object) =>
      (await slots(current)).checks.find(({ name }) => name === 'slots')?.detail
    expect(await slots({})).toMatchObject({ code: 0, bad: [] })
    for (const fault of [
      { status: 'expired' }, { status: 'notYetValid' }, { status: 'compromised' }, { hasPrivateKey: false },
    ]) expect(await slots(fault), JSON.stringify(fault)).toMatchObject({ code: 4, bad: ['slots: critical'] })
    expect(await words({ status: 'expired', hasPrivateKey: false })).toBe(
      `OAuthTokenIssuer@global: current ${'AB'.repeat(20)} expired on 2026-12-31 00:00 UTC and has no private key here`,
    )
    expect(await slots({ status: 'retired' }, { status: 'notYetValid' })).toMatchObject({ code: 0, bad: [] })
    expect(await slots({}, { hasPrivateKey: false })).toMatchObject({ code: 3, bad: ['slots: warning'] })
    expect(await slots({}, { status: 'compromised' })).toMatchObject({ code: 3, bad: ['slots: warning'] })
  })

  it('warns of a late roll that is not proved, unless its policy asks for no proof', async () => {
    const evidence = (verdict: string, unproved: string, frontEnds: ReadonlyArray<object>) =>
      examined([], withSession(answering({
        rolls: [
          { type: 'OAuthTokenIssuer', identity: 'global', verdict, policy: { unproved, marginMs: 0 }, frontEnds },
        ],
      })))
    const [done, missing] = [{ fqdn: 'fe01.contoso.com', proved: true }, { fqdn: 'fe02.contoso.com', proved: false }]
    const late = await evidence('late', 'warn', [done, missing])
    expect(late).toMatchObject({ code: 3, bad: ['evidence: warning'] })
    expect(late.checks.find(({ name }) => name === 'evidence')?.detail).toBe(
      'OAuthTokenIssuer@global is not proved by fe02.contoso.com',
    )
    expect((await evidence('late', 'hold', [])).checks.find(({ name }) => name === 'evidence')?.detail).toBe(
      'OAuthTokenIssuer@global is not proved by any front end',
    )
    expect(await evidence('late', 'proceed', [missing])).toMatchObject({ code: 0 })
    expect(await evidence('unproved', 'warn', [missing])).toMatchObject({ code: 0 })
    expect(await evidence('proved', 'warn', [done])).toMatchObject({ code: 0 })
  })

  it('tells of eight slots and counts the rest', async () => {
    const slots = Array.from({ length: 11 }, (_, index) => (
      { type: 'Default', identity: `fe${index}.contoso.com`, current: held({ status: 'expired' }), staged: null }))
    const { checks } = await examined([], withSession(answering({ slots })))
    expect(checks.find(({ name }) => name === 'slots')?.detail).toMatch(/fe7\.contoso\.com: [^;]+; and 3 more$/)
  })

  it.each(['3.51.2', '3.50.6', '3.50.0', '3.45.1', '3.44.5', '3.7.17'])(
    'warns of SQLite %s, which may corrupt what several processes write', (version) => {
      expect(sqliteSeen(version)).toMatchObject({ status: 'warning' })
    },
  )

  it.each(['3.51.3', '3.50.7', '3.44.6', '3.52.0', '3.53.4', '4.0.0'])('is content with SQLite %s', (version) => {
    expect(sqliteSeen(version)).toMatchObject({ status: 'ok', detail: `SQLite ${version}` })
  })

  it('warns of a clock that is behind the newest event', async () => {
    const recorded = (recordedAt: string) => examined([], withSession(answering({ entries: [{ recordedAt }] })))
    expect(await recorded('2026-11-20T12:00:04.000Z')).toMatchObject({ code: 0 })
    expect(await recorded('2026-11-20T12:10:00.000Z')).toMatchObject({ code: 3, bad: ['clock: warning'] })
    expect(await recorded('2026-12-20T12:00:00.000Z')).toMatchObject({ code: 4, bad: ['clock: critical'] })
  })

  it('tells why a ledger does not open, after what can be seen without opening it', async () => {
    const newer: SessionError = { _tag: 'LogOfNewerVersion', path: ledger, found: 9, supported: 1 }
    expect(await examined([], { unopened: () => newer })).toMatchObject({
      code: 4,
      bad: ['log: critical'],
      names: ['node', 'sqlite', 'directory', 'vault files', 'disk', 'log'],
    })
    expect(await examined([], { unopened: () => corrupt })).toMatchObject({ code: 5 })
  })

  it('counts what --fail-on says; a changed record always counts', async () => {
    const audit = (missing: ReadonlyArray<KeyRef>, orphans: ReadonlyArray<KeyRef>) =>
      withSession({ auditVault: () => TE.right({ entries: 0, orphans, young: [], missing }) })
    expect(await examined(['--fail-on', 'critical'], audit([], [ref]))).toMatchObject({ code: 0 })
    expect(await examined(['--fail-on', 'critical'], audit([ref], []))).toMatchObject({ code: 4 })
    expect(await examined(['--fail-on', 'none'], audit([ref], []))).toMatchObject({ code: 0, bad: ['vault: critical'] })
    expect(await examined(['--fail-on', 'none'], { unopened: () => corrupt })).toMatchObject({ code: 5 })
  })

  it('cannot examine a ledger that is not there', async () => {
    const missing: SessionError = { _tag: 'LogUnavailable', path: ledger, reason: 'ENOENT' }
    expect(await run(['doctor'], { unopened: () => missing })).toMatchObject({ code: 9, out: '' })
  })
})
