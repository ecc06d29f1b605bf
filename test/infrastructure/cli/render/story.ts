import { createHash } from 'node:crypto'
import type { RecordedEvent } from '../../../../domain/envelope.js'
import type { CertificateFacts } from '../../../../domain/certificate/facts.js'
import type { DomainEvent } from '../../../../domain/events.js'
import { assignmentStream, certificateStream, frontEndStream, siteStream } from '../../../../domain/streams.js'
import type { Actor, Origin } from '../../../../domain/values/actor.js'
import type { CertificateRef } from '../../../../domain/values/certificate-ref.js'
import { Fqdn } from '../../../../domain/values/fqdn.js'
import { KeyRef } from '../../../../domain/values/key-ref.js'
import { Position } from '../../../../domain/values/position.js'
import { SipDomain } from '../../../../domain/values/sip-domain.js'
import { Thumbprint, ThumbprintSha256 } from '../../../../domain/values/thumbprint.js'
import { Uuid } from '../../../../domain/values/uuid.js'
import { aChainLink, factsOf } from '../../../support/certificates.js'
import { decoded } from '../../../support/decoded.js'
import { instant } from '../../../support/instants.js'
import { slot } from '../../../support/slot-builders.js'

const digest = (algorithm: 'sha1' | 'sha256', name: string): string =>
  createHash(algorithm).update(name).digest('hex').toUpperCase()

/** The same id for the same name. */
export const idOf = (name: string): Uuid => {
  const hex = digest('sha256', name).toLowerCase()
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)]
  return decoded(Uuid, parts.join('-'))
}

/** Facts of a certificate with thumbprints that look like real ones. */
export const facts = (name: string, overrides: Partial<CertificateFacts> = {}): CertificateFacts =>
  factsOf(name, {
    thumbprint: decoded(Thumbprint, digest('sha1', name)),
    thumbprintSha256: decoded(ThumbprintSha256, digest('sha256', name)),
    serialNumber: digest('sha1', `serial ${name}`).slice(0, 20),
    issuer: 'CN=Contoso Issuing CA,O=Contoso',
    ...overrides,
  })

const names = (...values: ReadonlyArray<string>): CertificateFacts['alternativeNames'] =>
  values.map((value) => ({ type: 'dns', value }))

export const oauth2024 = facts('OAuth 2024', {
  subject: 'CN=contoso.com,O=Contoso',
  alternativeNames: names('contoso.com'),
  notBefore: instant('2024-12-15'),
  notAfter: instant('2026-12-15'),
})
export const oauth2026 = facts('OAuth 2026', {
  subject: 'CN=contoso.com,O=Contoso',
  alternativeNames: names('contoso.com', 'fabrikam.com'),
  notBefore: instant('2026-11-01'),
  notAfter: instant('2028-11-01'),
  keySize: 4096,
})
export const frontEnd2026 = facts('fe01 2026', {
  subject: 'CN=fe01.contoso.com,OU=Voice,O=Contoso',
  alternativeNames: names(
    'fe01.contoso.com',
    'pool01.contoso.com',
    'sip.contoso.com',
    'meet.contoso.com',
    'dialin.contoso.com',
  ),
  notBefore: instant('2026-01-01'),
  notAfter: instant('2027-01-01'),
  keyAlgorithm: 'EC',
  keySize: 256,
  keyCurve: 'P-256',
})

export const refOf = (of: CertificateFacts): CertificateRef => ({
  thumbprint: of.thumbprint,
  thumbprintSha256: of.thumbprintSha256,
  subject: of.subject,
  notBefore: of.notBefore,
  notAfter: of.notAfter,
})

const issuer = aChainLink({
  thumbprint: decoded(Thumbprint, digest('sha1', 'issuer')),
  subject: 'CN=Contoso Issuing CA,O=Contoso',
})

export const oauth = slot('OAuthTokenIssuer@global')
export const audioVideo = slot('AudioVideoAuthentication@fe01.contoso.com')
const fqdn = decoded(Fqdn, 'fe01.contoso.com')

const alice: Actor = { kind: 'person', name: 'alice', onBehalfOf: null }
const bob: Actor = { kind: 'person', name: 'bob', onBehalfOf: null }
const scheduler: Actor = { kind: 'scheduler', name: 'scheduler', onBehalfOf: null }
const workstation: Origin = { face: 'cli', address: 'admin01' }

type Told = {
  readonly at: string
  readonly stream: string
  readonly command: string
  readonly actor?: Actor
  readonly origin?: Origin
  readonly reason?: string
  readonly ticket?: string
  readonly causedBy?: number
}

const imported = (certificate: CertificateFacts, fileName: string, at: string): DomainEvent => ({
  type: 'CertificateImported',
  data: {
    facts: certificate,
    der: 'MIIDazCCAlOgAwIBAgIUPn5E',
    chain: [issuer],
    privateKey: {
      ref: decoded(KeyRef, `local:${certificate.spkiDigest}.1`),
      spkiDigest: certificate.spkiDigest,
      generation: 1,
    },
    format: 'PKCS#12',
    fileName,
    friendlyName: null,
    importedAt: instant(at),
  },
})

const renewal = { command: 'import 2026', actor: bob, reason: 'expires in December', ticket: 'CHG-1042' }

const rollId = idOf('roll')
const roll = { slot: oauth, rollId, certificate: refOf(oauth2026) }

const told: ReadonlyArray<readonly [Told, DomainEvent]> = [
  [
    { at: '2026-10-01 08:00Z', stream: siteStream, command: 'site', reason: 'first set-up' },
    {
      type: 'SiteConfigured',
      data: {
        sipDomains: [decoded(SipDomain, 'contoso.com'), decoded(SipDomain, 'fabrikam.com')],
        realm: 'contoso.com',
        serviceName: decoded(Uuid, '00000004-0000-0ff1-ce00-000000000000'),
        configuredAt: instant('2026-10-01 08:00Z'),
      },
    },
  ],
  [
    { at: '2026-10-01 08:01Z', stream: frontEndStream(fqdn), command: 'register' },
    { type: 'FrontEndRegistered', data: { fqdn, registeredAt: instant('2026-10-01 08:01Z') } },
  ],
  [
    { at: '2026-10-01 08:05Z', stream: certificateStream(oauth2024.thumbprintSha256), command: 'import 2024' },
    imported(oauth2024, 'oauth-2024.pfx', '2026-10-01 08:05Z'),
  ],
  [
    { at: '2026-10-01 08:05Z', stream: assignmentStream(oauth), command: 'import 2024' },
    {
      type: 'CertificateAssigned',
      data: { slot: oauth, certificate: refOf(oauth2024), effectiveFrom: instant('2026-10-01 08:05Z'), overridden: [] },
    },
  ],
  [
    { ...renewal, at: '2026-11-18 09:30Z', stream: certificateStream(oauth2026.thumbprintSha256) },
    imported(oauth2026, 'oauth-2026.pfx', '2026-11-18 09:30Z'),
  ],
  [
    { ...renewal, at: '2026-11-18 09:30Z', stream: assignmentStream(oauth) },
    {
      type: 'RollScheduled',
      data: {
        ...roll,
        scheduledAt: instant('2026-11-18 09:30Z'),
        effectiveAt: instant('2026-11-20 06:00Z'),
        overridden: [],
      },
    },
  ],
  [
    {
      at: '2026-11-20 06:00:02Z',
      stream: assignmentStream(oauth),
      command: 'activate',
      actor: scheduler,
      origin: { face: 'scheduler', address: null },
      causedBy: 6,
    },
    {
      type: 'RollActivated',
      data: {
        ...roll,
        effectiveAt: instant('2026-11-20 06:00Z'),
        activatedAt: instant('2026-11-20 06:00:02Z'),
        latenessMs: 2000,
      },
    },
  ],
  [
    { at: '2026-11-20 10:00Z', stream: certificateStream(frontEnd2026.thumbprintSha256), command: 'import fe01' },
    imported(frontEnd2026, 'fe01.pfx', '2026-11-20 10:00Z'),
  ],
  [
    { at: '2026-11-20 10:00Z', stream: assignmentStream(audioVideo), command: 'import fe01' },
    {
      type: 'RollScheduled',
      data: {
        slot: audioVideo,
        rollId: idOf('roll fe01'),
        certificate: refOf(frontEnd2026),
        scheduledAt: instant('2026-11-20 10:00Z'),
        effectiveAt: instant('2026-11-20 20:00Z'),
        overridden: ['LeadTimeTooShort'],
      },
    },
  ],
]

const recorded = ([context, event]: readonly [Told, DomainEvent], index: number): RecordedEvent<DomainEvent> => {
  const revision = told.slice(0, index).filter(([{ stream }]) => stream === context.stream).length
  return {
    ...event,
    id: idOf(`event ${index + 1}`),
    schemaVersion: 1,
    stream: context.stream,
    revision,
    position: decoded(Position, index + 1),
    leafHash: '',
    recordedAt: instant(context.at),
    actor: context.actor ?? alice,
    origin: context.origin ?? workstation,
    reason: context.reason ?? null,
    ticket: context.ticket ?? null,
    commandId: idOf(`command ${context.command}`),
    $correlationId: idOf(`command ${context.causedBy === undefined ? context.command : 'import 2026'}`),
    $causationId: context.causedBy === undefined ? null : idOf(`event ${context.causedBy}`),
  }
}

/** Seven weeks of a small site, as recorded: the history behind the examples in docs/json.md. */
export const story: ReadonlyArray<RecordedEvent<DomainEvent>> = told.map(recorded)

/** When the questions are asked. */
export const now = instant('2026-11-20 12:00Z')
