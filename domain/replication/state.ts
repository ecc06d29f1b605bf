import { evolveBy } from '../decider.js'
import type { CertificateRef } from '../values/certificate-ref.js'
import type { Instant } from '../values/instant.js'
import type { Uuid } from '../values/uuid.js'
import type { ReplicationEvent } from './events.js'

/** How far the present attempt has come. */
export type Progress = 'requested' | 'collected' | 'installed' | 'proved' | 'failed'

export type OpenReplication = {
  readonly _tag: 'Open'
  readonly certificate: CertificateRef
  /** Counts from 1. */
  readonly attempt: number
  readonly challenge: Uuid
  readonly progress: Progress
  readonly collectedAt: Instant | null
}

export type ReplicationState =
  | { readonly _tag: 'None' }
  | { readonly _tag: 'Abandoned'; readonly attempt: number; readonly certificate: CertificateRef }
  | OpenReplication

const onAttempt =
  <Data extends { readonly attempt: number }>(change: (data: Data) => Partial<OpenReplication>) =>
  (state: ReplicationState, data: Data): ReplicationState =>
    state._tag === 'Open' && state.attempt === data.attempt ? { ...state, ...change(data) } : state

export const evolveReplication = evolveBy<ReplicationState, ReplicationEvent>({
  ReplicationRequested: (_state, { certificate, attempt, challenge }) => ({
    _tag: 'Open',
    certificate,
    attempt,
    challenge,
    progress: 'requested',
    collectedAt: null,
  }),
  KeyCollected: onAttempt(({ collectedAt }) => ({ progress: 'collected', collectedAt })),
  CollectionRefused: (state) => state,
  CertificateInstalled: onAttempt(() => ({ progress: 'installed' })),
  PossessionProved: onAttempt(() => ({ progress: 'proved' })),
  InstallationFailed: onAttempt(() => ({ progress: 'failed' })),
  ReplicationAbandoned: (state, { certificate }) => ({
    _tag: 'Abandoned',
    attempt: state._tag === 'None' ? 0 : state.attempt,
    certificate,
  }),
})
