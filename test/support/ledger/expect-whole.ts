import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { auditVault, importGraceMs, sweepVault } from '../../../application/housekeeping/vault-audit.js'
import type { RecordedEvent } from '../../../domain/envelope.js'
import type { DomainEvent } from '../../../domain/events.js'
import { plusMs } from '../../../domain/values/instant.js'
import type { KeyRef } from '../../../domain/values/key-ref.js'
import { systemClock } from '../../../infrastructure/system/clock.js'
import { allEvents, must } from '../log-reading.js'
import type { LedgerParts } from './parts-of-ledger.js'

type Events = ReadonlyArray<RecordedEvent<DomainEvent>>

const lineOf = ({ position, type, stream, revision }: Events[number]): string =>
  `${String(position)} ${type} ${stream} ${String(revision)}`

/** Positions and the revisions of each stream count on without a gap; reading has checked every hash. */
const expectGapless = (events: Events): void => {
  const next = new Map<string, number>()
  const expected = events.map(({ stream }, index) => {
    const revision = next.get(stream) ?? 0
    next.set(stream, revision + 1)
    return { position: index + 1, stream, revision }
  })
  expect(events.map(({ position, stream, revision }) => ({ position, stream, revision }))).toEqual(expected)
}

/** Rows that were kept say what rows say that are made of the log anew. */
const expectRowsAsRebuilt = async ({ readSide }: LedgerParts, events: Events): Promise<void> => {
  must(await readSide.catchUp()())
  const report = must(await readSide.rebuild()())
  expect(report.before).toEqual(report.digests)
  expect(report).toMatchObject({ unchanged: true, events: events.length })
}

/** The public half of a private key, as PEM. */
export const publicHalf = (pkcs8: Uint8Array): string => {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
}

const namesInVault = (directory: string): ReadonlyArray<string> => {
  const names = readdirSync(join(directory, 'vault')).flatMap((file) => /^[0-9A-F]{64}\.\d+/.exec(file)?.[0] ?? [])
  return [...new Set(names)].sort()
}

const nameOf = (ref: KeyRef): string => ref.replace('local:', '')

/** What is known of the processes that wrote a ledger. */
export type Past = {
  /** The events that were acknowledged, as `lineOf` tells them. */
  readonly acknowledged: ReadonlyArray<string>
  /** The public halves of all keys that there are. */
  readonly publicHalves: ReadonlySet<string>
  /** The SHA-1 thumbprints of certificates the destruction of whose key was begun and never answered. */
  readonly destructionsCutOff: ReadonlySet<string>
}

const thumbprintsOf = (events: Events): ReadonlyMap<string, string> =>
  new Map(events.flatMap(({ type, data }) =>
    type === 'CertificateImported' ? [[data.facts.thumbprintSha256, data.facts.thumbprint]] : []))

/**
 * Every key that the ledger says is kept opens and is the right one, but for those whose destruction was cut off
 * before it could be recorded. Every other key is found by the audit.
 */
const expectKeysAsSaid = async (
  { keyVault, lookup }: LedgerParts,
  directory: string,
  events: Events,
  { publicHalves, destructionsCutOff }: Past,
): Promise<void> => {
  const audit = must(await auditVault({ keyVault, lookup, clock: systemClock })())
  const thumbprints = thumbprintsOf(events)
  const missing = audit.missing.map((ref) => thumbprints.get(nameOf(ref).slice(0, 64)) ?? ref)
  expect(missing.filter((thumbprint) => !destructionsCutOff.has(thumbprint))).toEqual([])
  const kept = must(await lookup.keysKept()()).filter((ref) => !audit.missing.includes(ref))
  for (const ref of kept) expect(publicHalves).toContain(publicHalf(must(await keyVault.open(ref)()).reveal()))
  const listed = must(await keyVault.list()()).map(({ ref }) => ref)
  expect([...kept, ...audit.orphans, ...audit.young].toSorted()).toEqual(listed.toSorted())
  expect(namesInVault(directory)).toEqual(expect.arrayContaining(listed.map(nameOf)))
}

/** What must hold of a ledger directory after whatever happened to the processes that wrote it. */
export const expectWhole = async (parts: LedgerParts, directory: string, past: Past): Promise<void> => {
  const events = await allEvents(parts.eventLog)
  expectGapless(events)
  const found = new Set(events.map(lineOf))
  expect(past.acknowledged.filter((line) => !found.has(line))).toEqual([])
  await expectRowsAsRebuilt(parts, events)
  if (events.length > 0) await expectKeysAsSaid(parts, directory, events, past)
}

/** Sweeps as one would an hour later; then the vault holds what the ledger says is kept, and nothing else opens. */
export const expectSweptClean = async ({ keyVault, lookup }: LedgerParts): Promise<number> => {
  const clock = { now: () => plusMs(systemClock.now(), 4 * importGraceMs) }
  const swept = must(await sweepVault({ keyVault, lookup, clock })())
  const listed = must(await keyVault.list()()).map(({ ref }) => ref)
  expect(listed.toSorted()).toEqual([...must(await lookup.keysKept()())].toSorted())
  return swept.length
}
