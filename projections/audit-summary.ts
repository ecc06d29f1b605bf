import type { DomainEvent } from '../domain/events.js'
import type { CertificateRef } from '../domain/values/certificate-ref.js'
import type { Fqdn } from '../domain/values/fqdn.js'
import type { Slot } from '../domain/values/slot.js'
import type { ThumbprintSha256 } from '../domain/values/thumbprint.js'

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

/** What an event speaks of. */
export const mentions = (event: DomainEvent): Mentions => {
  switch (event.type) {
    case 'CertificateAssigned':
    case 'RollScheduled':
    case 'RollRescheduled':
    case 'RollCancelled':
    case 'RollActivated':
    case 'AssignmentRemoved':
    case 'PreviousRemoved':
    case 'AssignmentCorrected':
      return inSlot(event.data.slot, event.data.certificate)
    case 'RolledBack':
      return inSlot(event.data.slot, event.data.to, event.data.from)
    case 'CertificateImported':
      return ofCertificate(event.data.facts.thumbprintSha256)
    case 'PrivateKeyImported':
    case 'ChainCompleted':
    case 'CertificateRetired':
    case 'CompromiseRecorded':
    case 'PrivateKeyRead':
    case 'PrivateKeyDestroyed':
      return ofCertificate(event.data.thumbprintSha256)
    case 'FrontEndRegistered':
      return { ...nothing, frontEnd: event.data.fqdn }
    case 'SiteConfigured':
      return nothing
  }
}

type Summary = Readonly<Record<string, string | number | boolean | null | ReadonlyArray<string>>>

const ofSlot = ({ role, scope }: Slot): Summary => ({ type: role, identity: scope })

const ofRef = (certificate: CertificateRef | null): Summary => ({
  thumbprint: certificate?.thumbprint ?? null,
  subject: certificate?.subject ?? null,
})

type SlotEvent = Extract<DomainEvent, { readonly data: { readonly slot: Slot } }>

const assignmentSummary = (event: SlotEvent): Summary => {
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

const isAboutSlot = (event: DomainEvent): event is SlotEvent => 'slot' in event.data

const otherSummary = (event: Exclude<DomainEvent, SlotEvent>): Summary => {
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
    case 'SiteConfigured':
      return { sipDomains: event.data.sipDomains, realm: event.data.realm, serviceName: event.data.serviceName }
    case 'FrontEndRegistered':
      return { fqdn: event.data.fqdn }
  }
}

/** The facts of an event that a reader of the log wants, small and without DER. */
export const summaryOf = (event: DomainEvent): Summary =>
  isAboutSlot(event) ? { ...ofSlot(event.data.slot), ...assignmentSummary(event) } : otherSummary(event)
