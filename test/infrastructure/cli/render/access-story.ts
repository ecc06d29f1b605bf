import type { AccessEvent } from '../../../../domain/access/events.js'
import type { RecordedEvent } from '../../../../domain/envelope.js'
import type { DomainEvent } from '../../../../domain/events.js'
import { accessStream, frontEndStream } from '../../../../domain/streams.js'
import type { AccessRole } from '../../../../domain/values/access-role.js'
import { AgentFingerprint, PublicKeyText } from '../../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../../domain/values/fqdn.js'
import { Position } from '../../../../domain/values/position.js'
import { Subject } from '../../../../domain/values/subject.js'
import { TokenDigest, TokenId } from '../../../../domain/values/token-digest.js'
import { decoded } from '../../../support/decoded.js'
import { instant } from '../../../support/instants.js'
import { idOf } from './story.js'

type Told = readonly [at: string, stream: string, event: DomainEvent]

const fqdn = decoded(Fqdn, 'fe01.contoso.com')
const publicKey = decoded(PublicKeyText, 'A'.repeat(43))

const mark = (id: string) => ({ id: decoded(TokenId, id), digest: decoded(TokenDigest, 'D1'.repeat(32)) })

const of = (subject: string, at: string, event: AccessEvent): Told => [
  at,
  accessStream(decoded(Subject, subject)),
  event,
]

const granted = (
  name: string,
  roles: ReadonlyArray<AccessRole>,
  { at, token, expiresAt = null, kind = 'person' }: {
    readonly at: string
    readonly token: string
    readonly expiresAt?: string | null
    readonly kind?: 'person' | 'service'
  },
): Told =>
  of(name, at, {
    type: 'AccessGranted',
    data: {
      subject: decoded(Subject, name),
      kind,
      roles,
      token: mark(token),
      expiresAt: expiresAt === null ? null : instant(expiresAt),
      grantedAt: instant(at),
    },
  })

const told: ReadonlyArray<Told> = [
  granted('alice', ['administrator'], { at: '2026-10-01 08:00Z', token: 'aliceaaaaaaaaaa2' }),
  granted('audit', ['auditor'], {
    at: '2026-10-02 08:00Z', token: 'auditaaaaaaaaaa2', expiresAt: '2026-11-01 08:00Z', kind: 'service',
  }),
  granted('deploy', ['operator', 'requester'], {
    at: '2026-10-05 08:00Z', token: 'deployaaaaaaaaa2', expiresAt: '2027-01-03 08:00Z', kind: 'service',
  }),
  granted('mallory', ['requester'], { at: '2026-10-06 08:00Z', token: 'malloryaaaaaaaa2' }),
  of('mallory', '2026-10-20 08:00Z', {
    type: 'AccessRevoked',
    data: { subject: decoded(Subject, 'mallory'), revokedAt: instant('2026-10-20 08:00Z') },
  }),
  of('deploy', '2026-11-20 09:00Z', {
    type: 'TokenRotated',
    data: {
      subject: decoded(Subject, 'deploy'),
      token: mark('deployaaaaaaaaa3'),
      expiresAt: instant('2027-02-18 09:00Z'),
      formerUntil: instant('2026-11-21 09:00Z'),
      rotatedAt: instant('2026-11-20 09:00Z'),
    },
  }),
  [
    '2026-11-20 11:00Z',
    frontEndStream(fqdn),
    {
      type: 'AgentEnrolled',
      data: {
        fqdn,
        keys: { signing: publicKey, sealing: publicKey },
        fingerprint: decoded(AgentFingerprint, 'F1'.repeat(32)),
        machine: 'fe01',
        enrolledAt: instant('2026-11-20 11:00Z'),
      },
    },
  ],
]

const recorded = ([at, stream, event]: Told, index: number): RecordedEvent<DomainEvent> => ({
  ...event,
  id: idOf(`access ${index + 1}`),
  schemaVersion: 1,
  stream,
  revision: told.slice(0, index).filter(([, earlier]) => earlier === stream).length,
  position: decoded(Position, index + 1),
  leafHash: '',
  recordedAt: instant(at),
  actor: { kind: 'person', name: 'alice', onBehalfOf: null },
  origin: { face: 'cli', address: 'admin01' },
  reason: null,
  ticket: null,
  commandId: idOf(`access command ${index + 1}`),
  $correlationId: idOf(`access command ${index + 1}`),
  $causationId: null,
})

/** Seven weeks of a few people, services and an agent: granted, expired, revoked, rotated and enrolled. */
export const accessStory: ReadonlyArray<RecordedEvent<DomainEvent>> = told.map(recorded)
