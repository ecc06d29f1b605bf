import { join } from 'node:path'
import { E } from '../../application/prelude.js'
import type { Session } from '../../infrastructure/system/session.js'
import { asked } from './asked.js'
import { importedThumbprint, openBench } from './bench-ledger.js'
import { inFlight } from './in-flight.js'
import { median, timed, type BenchRow } from './measure.js'
import { rawInserts } from './raw-sqlite.js'

/** Assigns an imported certificate to the n-th server: one command, one event, one fsync unless others share it. */
export const assign = async (session: Session, thumbprint: string, n: number): Promise<void> => {
  const input = { type: 'Default', identity: `fe${String(n)}.contoso.com`, thumbprint }
  const result = await session.command('AssignCertificate', input, asked)()
  if (E.isLeft(result) || result.right.events.length !== 1)
    throw new Error(`not assigned: ${JSON.stringify(result)}`)
}

const oneAtATime = async (
  session: Session,
  thumbprint: string,
  from: number,
  count: number,
): Promise<number> => {
  const { ms } = await timed(async () => {
    for (let n = 0; n < count; n += 1) await assign(session, thumbprint, from + n)
  })
  return (count / ms) * 1000
}

const ROUNDS = [1, 2, 3, 4, 5]

/** Commands that are on disk before they are answered, beside raw SQLite, in alternating rounds. */
export const durableCommands = async (folder: string): Promise<ReadonlyArray<BenchRow>> => {
  const session = await openBench(join(folder, 'commands'))
  const thumbprint = await importedThumbprint(session)
  const single: Array<number> = []
  const rawSingle: Array<number> = []
  const many: Array<number> = []
  const rawMany: Array<number> = []
  const p99: Array<number> = []
  await oneAtATime(session, thumbprint, 0, 300)
  for (const round of ROUNDS) {
    rawSingle.push(await rawInserts(join(folder, `raw-1-${String(round)}`), 2_000, 1))
    single.push(await oneAtATime(session, thumbprint, round * 1_000_000, 2_000))
    rawMany.push(await rawInserts(join(folder, `raw-64-${String(round)}`), 25_600, 64))
    const flight = await inFlight((n) => assign(session, thumbprint, n), round * 1_000_000 + 500_000, 25_600, 64)
    many.push(flight.perSecond)
    p99.push(flight.p99)
  }
  await session.close()
  const [one, rawOne, flight, rawFlight, slowest] = [single, rawSingle, many, rawMany, p99].map(median)
  return [
    {
      what: 'durable commands, one at a time',
      project: one ?? 0,
      raw: rawOne ?? 0,
      unit: 'commands/s',
      bar: '>= 70 %',
      met: (one ?? 0) >= 0.7 * (rawOne ?? 0),
      note: 'median of 5 alternating rounds',
    },
    {
      what: 'durable events, 64 in flight',
      project: flight ?? 0,
      raw: rawFlight ?? 0,
      unit: 'events/s',
      bar: '>= 60 %',
      met: (flight ?? 0) >= 0.6 * (rawFlight ?? 0),
      note: 'raw: 64 rows a commit',
    },
    {
      what: 'latency p99, 64 in flight',
      project: slowest ?? 0,
      raw: null,
      unit: 'ms',
      bar: '< 10 ms',
      met: (slowest ?? 0) < 10,
      note: 'median of the rounds',
    },
  ]
}
