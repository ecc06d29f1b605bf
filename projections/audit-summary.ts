import { assignmentEvents, type AssignmentEvent } from '../domain/assignment/events.js'
import { certificateEvents, type CertificateEvent } from '../domain/certificate/events.js'
import type { DomainEvent } from '../domain/events.js'
import type { CertificateRef } from '../domain/values/certificate-ref.js'
import type { Fqdn } from '../domain/values/fqdn.js'
import type { Slot } from '../domain/values/slot.js'
import type { ThumbprintSha256 } from '../domain/values/thumbprint.js'
import { estateSummary, type EstateEvent, type Summary } from './estate-summary.js'

/** What an event speaks of, to find it by. */
export type Mentions = {
  readonly slot: Slot | null
  readonly certificate: ThumbprintSha256 | null
  readonly otherCertificate: ThumbprintSha256 | null
  readonly frontEnd: Fqdn | null
}

const nothing: Mentions = { slot: null, certificate: null, otherCertificate: null, frontEnd: null }

const inSlot = (slot: Slot, certificate: CertificateRef | null, other: CertificateRef | null = null): Mentions => ({
  slot,
  certificate: certificate?.thumbprintSha256 ?? null,
  otherCertificate: other?.thumbprintSha256 ?? null,
  frontEnd: slot.scope === 'global' ? null : slot.scope,
})

const ofCertificate = (certificate: ThumbprintSha256): Mentions => ({ ...nothing, certificate })

const mentionsOfEstate = (event: EstateEvent): Mentions => {
  const { data } = event
  return {
    slot: 'slot' in data ? data.slot : null,
    certificate: 'certificate' in data ? data.certificate.thumbprintSha256 : null,
    otherCertificate: null,
    frontEnd: 'fqdn' in data ? data.fqdn : null,
  }
}

const mentionsOfAssignment = (event: AssignmentEvent): Mentions =>
  event.type === 'RolledBack'
    ? inSlot(event.data.slot, event.data.to, event.data.from)
    : inSlot(event.data.slot, event.data.certificate)

const mentionsOfCertificate = (event: CertificateEvent): Mentions =>
  ofCertificate(event.type === 'CertificateImported' ? event.data.facts.thumbprintSha256 : event.data.thumbprintSha256)

const isOf = (table: Readonly<Record<string, unknown>>, { type }: DomainEvent): boolean => Object.hasOwn(table, type)

const isOfAssignment = (event: DomainEvent): event is AssignmentEvent => isOf(assignmentEvents, event)
const isOfCertificate = (event: DomainEvent): event is CertificateEvent => isOf(certificateEvents, event)

/** What an event speaks of. */
export const mentions = (event: DomainEvent): Mentions => {
  if (isOfAssignment(event)) return mentionsOfAssignment(event)
  return isOfCertificate(event) ? mentionsOfCertificate(event) : mentionsOfEstate(event)
}

const ofSlot = ({ role, scope }: Slot): Summary => ({ type: role, identity: scope })

const ofRef = (certificate: CertificateRef | null): Summary => ({
  thumbprint: certificate?.thumbprint ?? null,
  subject: certificate?.subject ?? null,
})

const assignmentSummary = (event: AssignmentEvent): Summary => {
  switch (event.type) {
    case 'CertificateAssigned':
      return {
        ...ofRef(event.data.certificate),
        effectiveFrom: event.data.effectiveFrom,
        overridden: event.data.overridden,
      }
    case 'RollScheduled':
      return {
        ...ofRef(event.data.certificate),
        effectiveAt: event.data.effectiveAt,
        rollId: event.data.rollId,
        overridden: event.data.overridden,
      }
    case 'RollRescheduled': {
      const { certificate, effectiveAt, formerlyAt, rollId, overridden } = event.data
      return { ...ofRef(certificate), effectiveAt, formerlyAt, rollId, overridden }
    }
    case 'RollCancelled':
      return { ...ofRef(event.data.certificate), because: event.data.because, rollId: event.data.rollId }
    case 'RollActivated': {
      const { certificate, effectiveAt, latenessMs, rollId } = event.data
      return { ...ofRef(certificate), effectiveAt, latenessMs, rollId }
    }
    case 'RolledBack':
      return { ...ofRef(event.data.to), from: event.data.from.thumbprint, overridden: event.data.overridden }
    case 'AssignmentRemoved':
      return { ...ofRef(event.data.certificate), overridden: event.data.overridden }
    case 'PreviousRemoved':
      return ofRef(event.data.certificate)
    case 'AssignmentCorrected':
      return { ...ofRef(event.data.certificate), validFrom: event.data.validFrom, validTo: event.data.validTo }
  }
}

const certificateSummary = (event: CertificateEvent): Summary => {
  switch (event.type) {
    case 'CertificateImported': {
      const { facts, fileName, format, privateKey } = event.data
      const { thumbprint, subject, notAfter } = facts
      return { thumbprint, subject, notAfter, fileName, format, hasPrivateKey: privateKey !== null }
    }
    case 'PrivateKeyImported':
    case 'ChainCompleted':
      return { thumbprint: event.data.thumbprint }
    case 'CertificateRetired':
      return { thumbprint: event.data.thumbprint, overridden: event.data.overridden }
    case 'CompromiseRecorded':
      return { thumbprint: event.data.thumbprint, since: event.data.compromisedSince }
    case 'PrivateKeyRead':
      return { thumbprint: event.data.thumbprint, purpose: event.data.purpose }
    case 'PrivateKeyDestroyed':
      return { thumbprint: event.data.thumbprint, overridden: event.data.overridden }
  }
}

/** The facts of an event that a reader of the log wants, small and without DER. */
export const summaryOf = (event: DomainEvent): Summary => {
  if (isOfAssignment(event)) return { ...ofSlot(event.data.slot), ...assignmentSummary(event) }
  return isOfCertificate(event) ? certificateSummary(event) : estateSummary(event)
}
