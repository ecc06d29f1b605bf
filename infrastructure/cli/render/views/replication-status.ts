import { t } from '../../../../domain/prelude.js'
import { cell, line, lines, type Block, type Cell } from '../layout/block.js'
import { datedWords, timeWords } from '../words/time-words.js'
import { onlyWide, tableOf, whole, wrapped, type Shown } from './columns.js'
import { viewOf } from './view.js'

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

const Delivery = t.type({
  type: t.string,
  identity: t.string,
  place: t.string,
  thumbprint: t.string,
  subject: t.string,
  generation: t.number,
  effectiveDate: t.string,
  state: t.keyof({
    notRequested: null, requested: null, collected: null, installed: null, proved: null, failed: null,
  }),
  attempt: t.number,
  requestedAt: orNull(t.string),
  replicatedAt: orNull(t.string),
  deployedAt: orNull(t.string),
  served: orNull(t.string),
  failure: orNull(t.type({ reason: t.string, detail: orNull(t.string), failedAt: t.string })),
  alarms: t.number,
})
type Delivery = t.TypeOf<typeof Delivery>

const Replica = t.type({
  replicaFqdn: t.string,
  upToDate: t.boolean,
  lastStatusReport: orNull(t.string),
  lastUpdateCreation: orNull(t.string),
  productVersion: orNull(t.string),
  hasAgent: t.boolean,
  alarms: t.number,
  deliveries: t.readonlyArray(Delivery),
})
type Replica = t.TypeOf<typeof Replica>
type Row = Delivery & Pick<Replica, 'replicaFqdn'>

const timed = (instant: string | null, otherwise: string): Cell =>
  instant === null ? cell(otherwise, 'dim') : cell(timeWords(instant))

const alarmCell = (alarms: number): Cell => (alarms === 0 ? cell(0) : cell(alarms, 'critical'))

const replicaColumns: ReadonlyArray<Shown<Replica>> = [
  whole('FRONT END', ({ replicaFqdn }) => cell(replicaFqdn)),
  whole('UP TO DATE', ({ upToDate }) => (upToDate ? cell('yes', 'good') : cell('no', 'warning'))),
  whole('LAST STATUS REPORT', ({ lastStatusReport, hasAgent }) =>
    timed(lastStatusReport, hasAgent ? 'never' : 'no agent')),
  whole('LAST UPDATE CREATED', ({ lastUpdateCreation }) => timed(lastUpdateCreation, 'none')),
  whole('VERSION', ({ productVersion }) => cell(productVersion)),
  { ...whole<Replica>('ALARMS', ({ alarms }) => alarmCell(alarms)), align: 'right' },
]

const states: Readonly<Record<Delivery['state'], Cell>> = {
  notRequested: cell('to be asked for', 'warning'),
  requested: cell('waits for the agent', 'warning'),
  collected: cell('replicated', 'warning'),
  installed: cell('installed', 'warning'),
  proved: cell('proved', 'good'),
  failed: cell('failed', 'critical'),
}

const failureCell = ({ failure }: Row): Cell => {
  if (failure === null) return cell(null)
  return cell(failure.detail === null ? failure.reason : `${failure.reason}: ${failure.detail}`, 'critical')
}

const deliveryColumns = (at: string): ReadonlyArray<Shown<Row>> => [
  whole('FRONT END', ({ replicaFqdn }) => cell(replicaFqdn)),
  whole('TYPE', ({ type }) => cell(type)),
  whole('IDENTITY', ({ identity }) => cell(identity)),
  whole('WHAT', ({ place }) => cell(place)),
  whole('THUMBPRINT', ({ thumbprint }) => cell(thumbprint)),
  wrapped('STATE', ({ state }) => states[state], 10),
  wrapped('REPLICATED', ({ replicatedAt }) => timed(replicatedAt, 'no'), 11),
  wrapped('DEPLOYED', ({ deployedAt }) => timed(deployedAt, 'no'), 11),
  wrapped('FAILURE', failureCell),
  { ...whole<Row>('ATTEMPT', ({ attempt }) => cell(attempt)), align: 'right' },
  onlyWide(wrapped('SUBJECT', ({ subject }) => cell(subject))),
  onlyWide(wrapped('EFFECTIVE', ({ effectiveDate }) => cell(datedWords(effectiveDate, at)))),
  onlyWide(whole('ASKED FOR', ({ requestedAt }) => timed(requestedAt, 'no'))),
  onlyWide(whole('SERVED BY', ({ served }) => cell(served))),
  onlyWide({ ...whole<Row>('GENERATION', ({ generation }) => cell(generation)), align: 'right' }),
  onlyWide({ ...whole<Row>('ALARMS', ({ alarms }) => alarmCell(alarms)), align: 'right' }),
]

const deliveryBlocks = (replicas: ReadonlyArray<Replica>, at: string, isWide: boolean): ReadonlyArray<Block> => {
  const rows = replicas.flatMap(({ replicaFqdn, deliveries }) =>
    deliveries.map((delivery) => ({ ...delivery, replicaFqdn })))
  return rows.length === 0
    ? [lines(line('Nothing is meant to be delivered there.'))]
    : [tableOf(deliveryColumns(at), rows, isWide, 5)]
}

/** The front ends as the vendor's cmdlet shows them, and what became of each delivery. */
export const replicationStatusView = viewOf(
  'ReplicationStatus',
  t.type({ replicas: t.readonlyArray(Replica) }),
  ({ replicas }, { at, isWide }) =>
    replicas.length === 0
      ? [lines(line('No front end is registered.'))]
      : [tableOf(replicaColumns, replicas, isWide, 1), ...deliveryBlocks(replicas, at, isWide)],
)
