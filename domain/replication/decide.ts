import { decideBy, type DecideHandlers, type Decider } from '../decider.js'
import { E, type Either } from '../prelude.js'
import type { Delivery, ReplicationCommand } from './commands.js'
import type { ReplicationRefusal } from './errors.js'
import type { ReplicationEvent } from './events.js'
import { evolveReplication, type OpenReplication, type ReplicationState } from './state.js'

type Decision = Either<ReplicationRefusal, ReadonlyArray<ReplicationEvent>>
type Handlers = DecideHandlers<ReplicationState, ReplicationCommand, ReplicationEvent, ReplicationRefusal>

const nothing: Decision = E.right([])
const refuse = (refusal: ReplicationRefusal): Decision => E.left(refusal)

const named = ({ fqdn, slot, generation }: Delivery): Delivery => ({ fqdn, slot, generation })

/** On the attempt that is under way; what is said of another one is refused, or for a report passed over. */
const onAttempt =
  <Data extends Delivery & { readonly attempt: number }>(
    decide: (data: Data, state: OpenReplication) => Decision,
    otherwise: 'refuse' | 'passOver',
  ) =>
  (data: Data, state: ReplicationState): Decision => {
    if (state._tag === 'None') return refuse({ _tag: 'DeliveryNotRequested', ...named(data) })
    if (otherwise === 'passOver' && (state._tag === 'Abandoned' || state.attempt > data.attempt)) return nothing
    if (state._tag === 'Abandoned') return refuse({ _tag: 'DeliveryAbandoned', ...named(data) })
    return state.attempt === data.attempt
      ? decide(data, state)
      : refuse({ _tag: 'OtherAttempt', ...named(data), attempt: data.attempt, present: state.attempt })
  }

const attemptOf = (
  data: Delivery & { readonly attempt: number },
  { certificate }: Pick<OpenReplication, 'certificate'>,
) => ({ ...named(data), attempt: data.attempt, certificate })

/** An attempt that nobody has collected is as good as a new one; what is under way is not asked for again unasked. */
const isUnderWay = (state: ReplicationState, because: string): boolean =>
  state._tag === 'Open' &&
  (state.progress === 'requested' || because === 'assigned' || because === 'registered')

const replicate: Handlers['ReplicateToFrontEnd'] = ({ at, ...data }, state) =>
  isUnderWay(state, data.because)
    ? nothing
    : E.right([
      {
        type: 'ReplicationRequested',
        data: { ...data, attempt: state._tag === 'None' ? 1 : state.attempt + 1, requestedAt: at },
      },
    ])

const collect: Handlers['CollectKey'] = onAttempt((data, state) => {
  const { collectedAt } = state
  if (state.progress !== 'requested')
    return refuse({
      _tag: 'KeyAlreadyCollected',
      ...named(data),
      attempt: data.attempt,
      collectedAt: collectedAt ?? data.at,
    })
  const { sealedTo, expiresAt, at } = data
  return E.right([{ type: 'KeyCollected', data: { ...attemptOf(data, state), sealedTo, collectedAt: at, expiresAt } }])
}, 'refuse')

const reportInstallation: Handlers['ReportInstallation'] = onAttempt((data, state) => {
  const { installedAt, at: reportedAt, attempt } = data
  if (state.progress === 'requested') return refuse({ _tag: 'NotCollected', ...named(data), attempt })
  return state.progress === 'installed' || state.progress === 'proved'
    ? nothing
    : E.right([{ type: 'CertificateInstalled', data: { ...attemptOf(data, state), installedAt, reportedAt } }])
}, 'passOver')

const provePossession: Handlers['ProvePossession'] = onAttempt((data, state) => {
  const { provedAt, served, at: reportedAt, attempt } = data
  if (state.progress === 'requested') return refuse({ _tag: 'NotCollected', ...named(data), attempt })
  return state.progress === 'proved'
    ? nothing
    : E.right([{ type: 'PossessionProved', data: { ...attemptOf(data, state), provedAt, reportedAt, served } }])
}, 'passOver')

const reportFailure: Handlers['ReportFailure'] = onAttempt((data, state) => {
  const { reason, detail, failedAt, at: reportedAt } = data
  return state.progress === 'failed'
    ? nothing
    : E.right([
      { type: 'InstallationFailed', data: { ...attemptOf(data, state), reason, detail, failedAt, reportedAt } },
    ])
}, 'passOver')

/** The replication aggregate: one delivery to one front end, through all its attempts. Source: DESIGN 4. */
export const replication: Decider<ReplicationCommand, ReplicationEvent, ReplicationState, ReplicationRefusal> = {
  initialState: { _tag: 'None' },
  decide: decideBy<ReplicationState, ReplicationCommand, ReplicationEvent, ReplicationRefusal>({
    ReplicateToFrontEnd: replicate,
    CollectKey: collect,
    RecordRefusedCollection: ({ because, at: refusedAt, ...data }, state) =>
      state._tag === 'None'
        ? nothing
        : E.right([{ type: 'CollectionRefused', data: { ...attemptOf(data, state), because, refusedAt } }]),
    ReportInstallation: reportInstallation,
    ProvePossession: provePossession,
    ReportFailure: reportFailure,
    AbandonReplication: ({ because, at: abandonedAt, ...data }, state) =>
      state._tag === 'Open'
        ? E.right([
          {
            type: 'ReplicationAbandoned',
            data: { ...named(data), certificate: state.certificate, because, abandonedAt },
          },
        ])
        : nothing,
  }),
  evolve: evolveReplication,
}
