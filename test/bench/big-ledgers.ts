import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { E } from '../../application/prelude.js'
import { extend } from '../../domain/assignment/extend.js'
import type { Timeline } from '../../domain/assignment/timeline.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import { beginning } from '../../domain/values/position.js'
import { slotAt } from '../../projections/slots-at.js'
import { openRows } from './open-rows.js'
import { slotText } from '../../domain/values/slot.js'
import { openSqliteLog } from '../../infrastructure/event-log/sqlite-log.js'
import { fill, instantWithin, slotNumbered, slotsIn } from './big-ledger.js'
import { openBench } from './bench-ledger.js'
import { percentile, timed, type BenchRow } from './measure.js'
import { rawReplay } from './raw-sqlite.js'

const ledgerOf = (folder: string, events: number): string => join(folder, `ledger-${String(events)}`)

/** Makes a ledger of so many events. */
export const madeLedger = async (folder: string, events: number): Promise<string> => {
  const directory = ledgerOf(folder, events)
  const log = await openSqliteLog({ directory, create: true })()
  if (E.isLeft(log)) throw new Error(JSON.stringify(log.left))
  await fill(log.right, events)
  await log.right.close()
  return directory
}

type Tails = Map<string, Timeline>

/** What a slot holds and will hold is in the last segments of its timeline; what lies before is not needed to go on. */
const folded = (tails: Tails, event: RecordedEvent<DomainEvent>): void => {
  if (!('slot' in event.data)) return
  tails.set(event.stream, extend(tails.get(event.stream) ?? [], event as never).slice(-2))
}

/** Reads, checks, decodes and folds every event of a ledger into the present of every slot. */
export const replay = async (
  directory: string,
): Promise<{ readonly perSecond: number; readonly peakMb: number }> => {
  const log = await openSqliteLog({ directory, create: false })()
  if (E.isLeft(log)) throw new Error(JSON.stringify(log.left))
  const tails: Tails = new Map()
  let events = 0
  const { ms } = await timed(async () => {
    for await (const batch of log.right.readAll({ after: beginning })) {
      if (E.isLeft(batch)) throw new Error(JSON.stringify(batch.left))
      for (const event of batch.right) folded(tails, event)
      events += batch.right.length
    }
  })
  await log.right.close()
  return { perSecond: (events / ms) * 1000, peakMb: process.resourceUsage().maxRSS / 1024 }
}

export const replayRows = async (directory: string, events: number): Promise<ReadonlyArray<BenchRow>> => {
  const script = fileURLToPath(new URL('./replay-process.js', import.meta.url))
  const runs = [1, 2, 3].map(() => spawnSync(process.execPath, [script, directory], { encoding: 'utf8' }))
  const figures = runs.map(({ stdout, stderr }) => {
    const match = /^([\d.]+) ([\d.]+)$/m.exec(stdout)
    if (match === null) throw new Error(`the replay failed: ${stderr}`)
    return { perSecond: Number(match[1]), peakMb: Number(match[2]) }
  })
  const raws = [await rawReplay(directory), await rawReplay(directory), await rawReplay(directory)]
  const project = percentile(
    figures.map(({ perSecond }) => perSecond),
    0.5,
  )
  const raw = percentile(raws, 0.5)
  const peakMb = Math.max(...figures.map((figure) => figure.peakMb))
  const size = `${events.toLocaleString('en-US')} events`
  return [
    {
      what: `replay of ${size}: read, decode, fold`,
      project,
      raw,
      unit: 'events/s',
      bar: '>= 60 %',
      met: project >= 0.6 * raw,
      note: 'raw: row iteration and JSON.parse',
    },
    {
      what: 'peak memory of that replay',
      project: peakMb,
      raw: null,
      unit: 'MB',
      bar: '< 300 MB',
      met: peakMb < 300,
      note: 'largest RSS of its own process',
    },
  ]
}

const QUESTIONS = 5_000

/** `at({validAt, knownAt})` of one slot: random slot, random instant, random position. */
export const atRow = async (directory: string, events: number): Promise<BenchRow> => {
  const { rows, close } = await openRows(directory)

  const slots = slotsIn(events)
  const latencies: Array<number> = []
  let seed = 42
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  for (let n = 0; n < QUESTIONS; n += 1) {
    const slot = slotText(slotNumbered(Math.floor(random() * slots)))
    const moment = {
      validAt: instantWithin(random()),
      knownAt: Math.floor(random() * events) as never,
      isPresent: false,
    }
    const start = process.hrtime.bigint()
    slotAt(rows, slot, moment)
    latencies.push(Number(process.hrtime.bigint() - start) / 1e6)
  }
  await close()
  const p99 = percentile(latencies, 0.99)
  return {
    what: `at({validAt, knownAt}), ${events.toLocaleString('en-US')} events`,
    project: p99,
    raw: null,
    unit: 'ms p99',
    bar: '< 1 ms, flat',
    met: p99 < 1,
    note: `median ${percentile(latencies, 0.5).toFixed(3)} ms`,
  }
}

/** Rebuild of every projection, while the old one goes on answering. */
export const rebuildRow = async (directory: string, events: number): Promise<BenchRow> => {
  const session = await openBench(directory)
  const answered: Array<number> = []
  let running = true
  const asking = (async (): Promise<void> => {
    while (running) {
      const { ms, result } = await timed(() =>
        session.question(
          'GetCertificate',
          { type: 'Default', identity: 'fe00000.contoso.com' },
          { at: null, knownAt: null },
        )(),
      )
      if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
      answered.push(ms)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  const { ms, result } = await timed(() => session.rebuildReadSide(() => undefined)())
  running = false
  await asking
  await session.close()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return {
    what: `rebuild of every projection, ${events.toLocaleString('en-US')} events`,
    project: ms / 1000,
    raw: null,
    unit: 's',
    bar: '< 30 s',
    met: ms < 30_000 && result.right.unchanged,
    note: `${String(answered.length)} questions answered meanwhile, p99 ${percentile(answered, 0.99).toFixed(0)} ms`,
  }
}

/** `certledger certificate get` from a cold process. */
export const coldCliRow = async (directory: string, events: number): Promise<BenchRow> => {
  const session = await openBench(directory)
  await session.question('GetCertificate', { type: 'OAuthTokenIssuer' }, { at: null, knownAt: null })()
  await session.close()
  const program = fileURLToPath(new URL('../../infrastructure/cli/main.js', import.meta.url))
  const once = async (): Promise<number> => {
    const { ms, result } = await timed(() =>
      spawnSync(
        process.execPath,
        [
          program,
          '--ledger',
          directory,
          'certificate',
          'get',
          '--type',
          'Default',
          '--identity',
          'fe00000.contoso.com',
          '-o',
          'json',
        ],
        { encoding: 'utf8' },
      ),
    )
    if (result.status !== 0) throw new Error(`the CLI failed: ${result.stderr}`)
    return ms
  }
  const bare = await timed(() => spawnSync(process.execPath, ['-e', '0']))
  const runs = [
    await once(),
    await once(),
    await once(),
    await once(),
    await once(),
    await once(),
    await once(),
  ]
  const typical = percentile(runs, 0.5)
  return {
    what: `certificate get, cold process, ${events.toLocaleString('en-US')} events`,
    project: typical,
    raw: null,
    unit: 'ms',
    bar: '< 300 ms',
    met: typical < 300,
    note: `an empty Node process takes ${bare.ms.toFixed(0)} ms`,
  }
}
