import { join } from 'node:path'
import { samplePfx } from '../../examples/sample-pfx.js'
import { importedThumbprint, openBench } from './bench-ledger.js'
import { assign } from './durable-commands.js'
import { inFlight, type Flight } from './in-flight.js'
import { median, type BenchRow } from './measure.js'
import { serveLedger, type ServedLedger } from './served-ledger.js'

const ROUNDS = [1, 2, 3, 4, 5]
const COMMANDS = 6_400
const QUESTIONS = 10_000
const CONNECTIONS = 64
const ASKING = 24

const assignmentOf = (thumbprint: string, n: number) =>
  ({ type: 'Default', identity: `fe${n}.contoso.com`, thumbprint })

/** Imports a certificate over HTTP and assigns it globally; gives its thumbprint. */
const importedOver = async (served: ServedLedger): Promise<string> => {
  const { pfx, thumbprint } = await samplePfx('sts.contoso.com', 'bench', -1, 3650)
  const file = Buffer.from(pfx).toString('base64')
  await served.command('import-certificate', { file, password: 'bench', reason: 'bench' })
  await served.command('assign-certificate', { type: ['OAuthTokenIssuer'], thumbprint, reason: 'bench' })
  return thumbprint
}

const questionRows = (asking: ReadonlyArray<Flight>): ReadonlyArray<BenchRow> => {
  const perSecond = median(asking.map((flight) => flight.perSecond))
  const p99 = median(asking.map((flight) => flight.p99))
  const note = `median of ${ROUNDS.length} rounds, ${ASKING} connections`
  return [
    {
      what: 'certificate get over HTTP', project: perSecond, raw: null, unit: 'questions/s', bar: '>= 2,000/s',
      met: perSecond >= 2_000, note,
    },
    {
      what: 'certificate get over HTTP, p99', project: p99, raw: null, unit: 'ms', bar: '< 20 ms', met: p99 < 20, note,
    },
  ]
}

const commandRow = (over: ReadonlyArray<Flight>, inside: ReadonlyArray<Flight>): BenchRow => {
  const [project, raw] = [over, inside].map((flights) => median(flights.map(({ perSecond }) => perSecond)))
  return {
    what: 'commands over HTTP, 64 in flight',
    project: project ?? 0,
    raw: raw ?? 0,
    unit: 'commands/s',
    bar: '>= 50 %',
    met: (project ?? 0) >= 0.5 * (raw ?? 0),
    note: `raw: in process, alternating rounds; p99 ${median(over.map(({ p99 }) => p99)).toFixed(1)} ms`,
  }
}

/** Questions and commands over HTTP, the server in a process of its own; commands beside those of this process. */
export const overHttp = async (folder: string): Promise<ReadonlyArray<BenchRow>> => {
  const served = await serveLedger(join(folder, 'served'), CONNECTIONS)
  const session = await openBench(join(folder, 'inside'))
  const thumbprint = await importedThumbprint(session)
  const remote = await importedOver(served)
  const send = (n: number) => served.command('assign-certificate', assignmentOf(remote, n))
  const say = (n: number) => assign(session, thumbprint, n)
  const ask = () => served.ask('get-certificate', { type: 'OAuthTokenIssuer' })
  const [asking, over, inside]: [Array<Flight>, Array<Flight>, Array<Flight>] = [[], [], []]
  await inFlight(ask, 0, QUESTIONS / 2, ASKING)
  for (const round of ROUNDS) {
    asking.push(await inFlight(ask, 0, QUESTIONS, ASKING))
    inside.push(await inFlight(say, round * 1_000_000, COMMANDS, 64))
    over.push(await inFlight(send, round * 1_000_000, COMMANDS, 64))
  }
  await session.close()
  await served.stop()
  return [...questionRows(asking), commandRow(over, inside)]
}
