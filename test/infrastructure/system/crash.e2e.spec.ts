import { existsSync, mkdirSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startProgram, type ChildProgram } from '../../support/crash/child-program.js'
import { killsWanted } from '../../support/crash/crash-rounds.js'
import { freshFolder, freshLedger, openLedger, sendTo } from '../../support/ledger/disk-ledger.js'
import { expectSweptClean, expectWhole, publicHalf } from '../../support/ledger/expect-whole.js'
import { withLedgerParts } from '../../support/ledger/parts-of-ledger.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { must } from '../../support/log-reading.js'

const program = new URL('../../support/ledger/live-until-killed.ts', import.meta.url)

/** A fifth of what the log's own crash test does: each of these kills costs the start of a whole ledger. */
const kills = Math.ceil(killsWanted() / 5)
const KILLS_ON_ONE_DIRECTORY = 20
const SECONDS_PER_KILL = 4

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Files to import, and the public halves of their keys. */
const somePemFiles = (count: number) => {
  const folder = freshFolder()
  const certificates = Array.from({ length: count }, (_, nth) => realCertificate(`fe0${nth}.x`))
  for (const { thumbprint, pem } of certificates) writeFileSync(join(folder, `${thumbprint}.pem`), pem)
  return { folder, publicHalves: new Set(certificates.map(({ pkcs8 }) => publicHalf(pkcs8))) }
}

/** Resolves some milliseconds after the vault changed: in the midst of an import or a destruction. */
const nearTheVault = async (directory: string): Promise<void> => {
  const vault = join(directory, 'vault')
  if (existsSync(vault)) {
    await new Promise<void>((resolve) => {
      const watcher = watch(vault, () => {
        watcher.close()
        resolve()
      })
    })
  }
  await pause(Math.random() * 40)
}

/** Every third is killed at any moment of its work, every third near the vault, every third while it starts. */
const untilItsTime = async ({ ready }: ChildProgram, directory: string, nth: number): Promise<void> => {
  if (nth % 3 === 2) return pause(100 + Math.random() * 900)
  await ready
  await (nth % 3 === 1 ? nearTheVault(directory) : pause(Math.random() * 800))
}

const killed = async (directory: string, args: ReadonlyArray<string>, nth: number): Promise<ReadonlyArray<string>> => {
  const started = startProgram(program, [directory, ...args])
  await untilItsTime(started, directory, nth)
  started.child.kill('SIGKILL')
  expect(await started.ended).toBe('SIGKILL')
  return started.lines
}

const withWord = (lines: ReadonlyArray<string>, word: string): ReadonlyArray<string> =>
  lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []))

/** What one process began and was not answered. */
const cutOffIn = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const answered = [...withWord(lines, 'ends')]
  return withWord(lines, 'begins').filter((thumbprint) => {
    const at = answered.indexOf(thumbprint)
    if (at >= 0) answered.splice(at, 1)
    return at < 0
  })
}

/** What somebody does who finds by the audit that a destruction was cut off: destroys the key again. */
const finishDestructions = async (directory: string): Promise<void> => {
  const session = await openLedger(directory)
  for (const ref of must(await session.auditVault()()).missing) {
    const input = { thumbprint: ref.replace(/^local:|\.\d+$/g, ''), force: true }
    expect(must(await sendTo(session, { name: 'DestroyPrivateKey', input })).events).toHaveLength(1)
  }
  expect(must(await session.auditVault()()).missing).toEqual([])
  await session.close()
}

const newPast = (publicHalves: ReadonlySet<string>) =>
  ({ acknowledged: new Array<string>(), destructionsCutOff: new Set<string>(), publicHalves })

it('loses nothing that was acknowledged, however often the processes that import and assign are killed', async () => {
  const { folder, publicHalves } = somePemFiles(8)
  const tally = { kills: 0, acknowledged: 0, swept: 0 }
  while (tally.kills < kills) {
    const [directory, past] = [freshLedger(), newPast(publicHalves)]
    mkdirSync(directory)
    const until = Math.min(kills, tally.kills + KILLS_ON_ONE_DIRECTORY)
    while (tally.kills < until) {
      const processes = Math.min(1 + (tally.kills % 2), until - tally.kills)
      const rivals = Array.from({ length: processes }, (_, nth) =>
        killed(directory, [folder, String(nth), String(processes)], tally.kills + nth))
      for (const lines of await Promise.all(rivals)) {
        past.acknowledged.push(...lines.filter((line) => /^\d/.test(line)))
        for (const thumbprint of cutOffIn(lines)) past.destructionsCutOff.add(thumbprint)
      }
      tally.kills += processes
      await withLedgerParts(directory, (parts) => expectWhole(parts, directory, past))
    }
    await finishDestructions(directory)
    tally.acknowledged += past.acknowledged.length
    tally.swept += await withLedgerParts(directory, expectSweptClean)
  }
  expect(tally.kills).toBe(kills)
  expect(tally.acknowledged).toBeGreaterThan(kills)
}, kills * SECONDS_PER_KILL * 1_000)
