import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { agentsRoll } from './agents-roll.js'
import { atRow, coldCliRow, madeLedger, rebuildRow, replayRows } from './big-ledgers.js'
import { durableCommands } from './durable-commands.js'
import { benchTable, timed, type BenchRow } from './measure.js'
import { overHttp } from './over-http.js'

const base = join(process.cwd(), '.tmp')
mkdirSync(base, { recursive: true })
const folder = mkdtempSync(join(base, 'bench-'))
const tell = (text: string): boolean => process.stderr.write(`${text}\n`)

/** `--quick` leaves out the ledger of 1,000,000 events, and makes do with 100 agents. */
const isQuick = process.argv.includes('--quick')
const sizes = isQuick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]
const agents = isQuick ? 100 : 1_000

const onLedger = async (events: number): Promise<ReadonlyArray<BenchRow>> => {
  const made = await timed(() => madeLedger(folder, events))
  tell(`made a ledger of ${String(events)} events in ${(made.ms / 1000).toFixed(1)} s`)
  const directory = made.result
  const largest = events === Math.max(...sizes)
  const replayed = largest ? await replayRows(directory, events) : []
  const at = await atRow(directory, events)
  tell('asked at random moments')
  const rebuilt = largest ? [await rebuildRow(directory, events)] : []
  const cold = events === 100_000 ? [await coldCliRow(directory, events)] : []
  rmSync(directory, { recursive: true, force: true })
  return [...replayed, at, ...rebuilt, ...cold]
}

const rows: Array<BenchRow> = []
try {
  rows.push(...(await durableCommands(folder)))
  tell('sent durable commands')
  rows.push(...(await overHttp(folder)))
  tell('asked and commanded over HTTP')
  rows.push(...(await agentsRoll(folder, agents)))
  tell(`${String(agents)} agents took a roll`)
  for (const events of sizes) rows.push(...(await onLedger(events)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

process.stdout.write(`${benchTable(rows)}\n`)
const file = join(base, 'bench.json')
writeFileSync(
  file,
  `${JSON.stringify({ node: process.version, at: new Date().toISOString(), rows }, null, 2)}\n`,
)
tell(`written to ${file}`)
process.exitCode = rows.every(({ met }) => met) ? 0 : 1
