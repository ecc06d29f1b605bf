import { optional } from '../../domain/input/field.js'
import { fqdnField } from '../../domain/input/fields.js'
import { E } from '../../domain/prelude.js'
import { deliveryVersions } from '../delivery-tables.js'
import { meantForEach, type Meant } from '../meant-for.js'
import { replicasAt, type Replica } from '../replicas.js'
import type { Rows } from '../rows.js'
import type { RowOf } from '../table.js'
import type { Moment } from '../time.js'
import { versionAt } from '../versions.js'
import { question } from './question.js'

/** How far a delivery came; `notRequested` where the scheduler has not asked for it yet. */
export type DeliveryState = 'notRequested' | 'requested' | 'collected' | 'installed' | 'proved' | 'failed'

/** Something that is meant to be on a front end, and what became of it there. */
export type DeliveryView = {
  readonly type: string
  readonly identity: string
  readonly place: string
  readonly thumbprint: string
  readonly subject: string
  readonly generation: number
  readonly effectiveDate: string
  readonly state: DeliveryState
  /** Counts from 1; 0 before the first was asked for. */
  readonly attempt: number
  readonly requestedAt: string | null
  /** When the key was handed out to the agent. */
  readonly replicatedAt: string | null
  /** When the agent had proved that the installed key works, by the ledger's time as it keeps it. */
  readonly deployedAt: string | null
  /** The endpoint that was seen to serve it. */
  readonly served: string | null
  readonly failure: { readonly reason: string; readonly detail: string | null; readonly failedAt: string } | null
  readonly alarms: number
}

/** A front end with the columns of the vendor's cmdlet, and ours. Source: FIELD 4. */
export type ReplicaView = {
  readonly replicaFqdn: string
  readonly upToDate: boolean
  readonly lastStatusReport: string | null
  readonly lastUpdateCreation: string | null
  readonly productVersion: string | null
  readonly hasAgent: boolean
  readonly alarms: number
  readonly deliveries: ReadonlyArray<DeliveryView>
}

type Version = RowOf<typeof deliveryVersions>

const states: ReadonlyArray<DeliveryState> = ['requested', 'collected', 'installed', 'proved', 'failed']

const stateOf = (version: Version | undefined): DeliveryState =>
  states.find((state) => state === version?.state) ?? 'notRequested'

const failureOf = (version: Version | undefined): DeliveryView['failure'] =>
  version?.state !== 'failed' || version.reason === null || version.failed_at === null
    ? null
    : { reason: version.reason, detail: version.detail, failedAt: version.failed_at }

const deliveryView = (rows: Rows, moment: Moment, fqdn: string) => (meant: Meant): DeliveryView => {
  const { slot, generation, certificate, as, since } = meant
  const version = versionAt(rows, deliveryVersions, { fqdn, slot, generation }, moment)
  return {
    type: meant.role,
    identity: meant.scope,
    place: as,
    thumbprint: certificate.thumbprint,
    subject: certificate.subject,
    generation,
    effectiveDate: since,
    state: stateOf(version),
    attempt: version?.attempt ?? 0,
    requestedAt: version?.requested_at ?? null,
    replicatedAt: version?.collected_at ?? null,
    deployedAt: version?.proved_at ?? null,
    served: version?.served ?? null,
    failure: failureOf(version),
    alarms: version?.alarms ?? 0,
  }
}

const replicaView = (replica: Replica, deliveries: ReadonlyArray<DeliveryView>): ReplicaView => ({
  replicaFqdn: replica.fqdn,
  upToDate: replica.last_report !== null && deliveries.every(({ state }) => state === 'proved'),
  lastStatusReport: replica.last_report,
  lastUpdateCreation: replica.last_update,
  productVersion: replica.product_version,
  hasAgent: replica.agent !== null,
  alarms: replica.alarms,
  deliveries,
})

/** What became of everything that is meant for each front end. Source: FIELD 4, S9. */
export const replicationStatus = question({
  name: 'ReplicationStatus',
  summary: 'Show for each front end what was replicated to it and proved there, and what was not',
  right: 'ask',
  fields: { fqdn: optional(fqdnField) },
  answer: (rows, { fqdn }, moment) => {
    const found = replicasAt(rows, moment, fqdn)
    if (found.length === 0 && fqdn !== null) return E.left({ _tag: 'FrontEndNotKnownThen', fqdn })
    const meant = meantForEach(rows, moment)
    const replicas = found.map((replica) =>
      replicaView(replica, meant(replica.fqdn).map(deliveryView(rows, moment, replica.fqdn))))
    return E.right({ replicas })
  },
})
