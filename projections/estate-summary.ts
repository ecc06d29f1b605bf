import type { AssignmentEvent } from '../domain/assignment/events.js'
import type { CertificateEvent } from '../domain/certificate/events.js'
import type { DomainEvent } from '../domain/events.js'
import type { Fqdn } from '../domain/values/fqdn.js'

/** The facts of an event for a reader of the log. */
export type Summary = Readonly<Record<string, string | number | boolean | null | ReadonlyArray<string>>>

/** Every event that is not about a certificate or a slot itself. */
export type EstateEvent = Exclude<DomainEvent, AssignmentEvent | CertificateEvent>

type ReplicationEvent = Extract<EstateEvent, { readonly data: { readonly generation: number } }>
type AccessEvent = Extract<EstateEvent, { readonly data: { readonly subject: string | null } }>
type FrontEndEvent = Exclude<
  Extract<EstateEvent, { readonly data: { readonly fqdn: Fqdn } }>,
  ReplicationEvent
>
type OtherEvent = Exclude<EstateEvent, ReplicationEvent | AccessEvent | FrontEndEvent>

const replicationSummary = (event: ReplicationEvent): Summary => {
  switch (event.type) {
    case 'ReplicationRequested':
      return { attempt: event.data.attempt, as: event.data.as, because: event.data.because }
    case 'KeyCollected':
      return { attempt: event.data.attempt, sealedTo: event.data.sealedTo, expiresAt: event.data.expiresAt }
    case 'CollectionRefused':
      return { attempt: event.data.attempt, because: event.data.because }
    case 'CertificateInstalled':
      return { attempt: event.data.attempt, installedAt: event.data.installedAt }
    case 'PossessionProved':
      return { attempt: event.data.attempt, provedAt: event.data.provedAt, served: event.data.served }
    case 'InstallationFailed':
      return { attempt: event.data.attempt, reason: event.data.reason, detail: event.data.detail }
    case 'ReplicationAbandoned':
      return { because: event.data.because }
  }
}

const ofDelivery = ({ fqdn, slot, generation, certificate }: ReplicationEvent['data']): Summary => ({
  fqdn,
  type: slot.role,
  identity: slot.scope,
  generation,
  thumbprint: certificate.thumbprint,
  subject: certificate.subject,
})

const accessSummary = (event: AccessEvent): Summary => {
  switch (event.type) {
    case 'AccessGranted':
      return { kind: event.data.kind, roles: event.data.roles, expiresAt: event.data.expiresAt }
    case 'TokenRotated':
      return { expiresAt: event.data.expiresAt, formerUntil: event.data.formerUntil }
    case 'AccessRevoked':
      return {}
    case 'AttemptsRefused': {
      const { attempted, problem, address, count, firstAt, lastAt } = event.data
      return { attempted, problem, address, count, lastAt, ...(count === 1 ? {} : { firstAt }) }
    }
  }
}

const frontEndSummary = (event: FrontEndEvent): Summary => {
  switch (event.type) {
    case 'FrontEndRegistered':
    case 'FrontEndDecommissioned':
      return {}
    case 'AgentInvited':
      return { expiresAt: event.data.expiresAt }
    case 'EnrolmentRequested':
    case 'AgentEnrolled':
      return { fingerprint: event.data.fingerprint, machine: event.data.machine }
    case 'EnrolmentDeclined':
    case 'AgentKeysReplaced':
      return { fingerprint: event.data.fingerprint }
    case 'AgentStarted':
      return { machine: event.data.machine, version: event.data.version, clockSkewMs: event.data.clockSkewMs }
    case 'IdentityConflictSeen':
      return { machine: event.data.machine, because: event.data.because }
    case 'ClockSkewSeen':
      return { clockSkewMs: event.data.clockSkewMs }
    case 'StoreObserved':
      return { entries: event.data.entries.length, observedAt: event.data.observedAt, version: event.data.version }
    case 'DriftAccepted': {
      const { role, kind, thumbprintSha256, file } = event.data
      return { role, kind, thumbprintSha256, file }
    }
  }
}

const otherSummary = (event: OtherEvent): Summary => {
  switch (event.type) {
    case 'SiteConfigured':
      return { sipDomains: event.data.sipDomains, realm: event.data.realm, serviceName: event.data.serviceName }
    case 'RollPolicySet': {
      const { slot, unproved, marginMs } = event.data
      return { type: slot.role, identity: slot.scope, unproved, marginMs }
    }
    case 'SigningKeyCreated':
      return { publicKey: event.data.publicKey }
  }
}

const isOfReplication = (event: EstateEvent): event is ReplicationEvent => 'generation' in event.data
const isOfAccess = (event: EstateEvent): event is AccessEvent => 'subject' in event.data
const isOfFrontEnd = (event: Exclude<EstateEvent, ReplicationEvent>): event is FrontEndEvent => 'fqdn' in event.data

/** The facts of an event about front ends, deliveries, access, the site or the ledger. */
export const estateSummary = (event: EstateEvent): Summary => {
  if (isOfReplication(event)) return { ...ofDelivery(event.data), ...replicationSummary(event) }
  if (isOfAccess(event)) return { subject: event.data.subject, ...accessSummary(event) }
  return isOfFrontEnd(event) ? { fqdn: event.data.fqdn, ...frontEndSummary(event) } : otherSummary(event)
}
