import type { RecordedEvent } from '../../../../domain/envelope.js'
import type { DomainEvent } from '../../../../domain/events.js'
import { frontEndStream, replicationStream, rollPolicyStream } from '../../../../domain/streams.js'
import { AgentFingerprint, PublicKeyText } from '../../../../domain/values/agent-keys.js'
import type { CertificateRef } from '../../../../domain/values/certificate-ref.js'
import { Fqdn } from '../../../../domain/values/fqdn.js'
import type { Place } from '../../../../domain/values/place.js'
import { Position } from '../../../../domain/values/position.js'
import { decoded } from '../../../support/decoded.js'
import { instant } from '../../../support/instants.js'
import { audioVideo, frontEnd2026, idOf, oauth, oauth2024, oauth2026, refOf, story } from './story.js'

const fqdn = decoded(Fqdn, 'fe01.contoso.com')
const fingerprint = decoded(AgentFingerprint, 'F1'.repeat(32))
const publicKey = decoded(PublicKeyText, 'A'.repeat(43))
const agent = { fqdn, keys: { signing: publicKey, sealing: publicKey }, fingerprint }

type Told = readonly [at: string, stream: string, event: DomainEvent]

const delivery = (slot: typeof oauth, generation: number, certificate: CertificateRef) =>
  ({ fqdn, slot, generation, certificate, attempt: 1 })

type Delivery = ReturnType<typeof delivery>

const streamOf = ({ slot, generation }: Delivery): string => replicationStream(fqdn, slot, generation)

const requested = (of: Delivery, as: Place, at: string): Told => [
  at,
  streamOf(of),
  {
    type: 'ReplicationRequested',
    data: { ...of, as, challenge: idOf(`challenge ${streamOf(of)}`), because: 'registered', requestedAt: instant(at) },
  },
]

const collected = (of: Delivery, at: string): Told => [
  at,
  streamOf(of),
  {
    type: 'KeyCollected',
    data: { ...of, sealedTo: fingerprint, collectedAt: instant(at), expiresAt: instant('2026-11-20 11:10Z') },
  },
]

const proved = (of: Delivery, at: string): Told => [
  at,
  streamOf(of),
  { type: 'PossessionProved', data: { ...of, provedAt: instant(at), reportedAt: instant(at), served: null } },
]

const failed = (of: Delivery, at: string): Told => [
  at,
  streamOf(of),
  {
    type: 'InstallationFailed',
    data: {
      ...of, reason: 'HOOK_FAILED', detail: 'exit code 1', failedAt: instant(at), reportedAt: instant(at),
    },
  },
]

const current = delivery(oauth, 1, refOf(oauth2026))
const previous = delivery(oauth, 0, refOf(oauth2024))
const staged = delivery(audioVideo, 0, refOf(frontEnd2026))

const told: ReadonlyArray<Told> = [
  [
    '2026-11-20 11:00Z',
    frontEndStream(fqdn),
    { type: 'AgentEnrolled', data: { ...agent, machine: 'fe01', enrolledAt: instant('2026-11-20 11:00Z') } },
  ],
  [
    '2026-11-20 11:00:30Z',
    frontEndStream(fqdn),
    {
      type: 'AgentStarted',
      data: {
        fqdn, instance: idOf('instance'), machine: 'fe01', version: '0.1.0', clockSkewMs: 12,
        startedAt: instant('2026-11-20 11:00:30Z'),
      },
    },
  ],
  requested(current, 'current', '2026-11-20 11:00:31Z'),
  requested(previous, 'previous', '2026-11-20 11:00:31Z'),
  requested(staged, 'staged', '2026-11-20 11:00:31Z'),
  collected(current, '2026-11-20 11:00:40Z'),
  proved(current, '2026-11-20 11:00:45Z'),
  collected(staged, '2026-11-20 11:00:50Z'),
  failed(staged, '2026-11-20 11:00:55Z'),
  [
    '2026-11-20 11:30Z',
    rollPolicyStream(audioVideo),
    {
      type: 'RollPolicySet',
      data: { slot: audioVideo, unproved: 'hold', marginMs: 7_200_000, setAt: instant('2026-11-20 11:30Z') },
    },
  ],
]

const recorded = ([at, stream, event]: Told, index: number): RecordedEvent<DomainEvent> => {
  const before = [...story.map((earlier) => earlier.stream), ...told.slice(0, index).map(([, earlier]) => earlier)]
  const position = story.length + index + 1
  return {
    ...event,
    id: idOf(`event ${position}`),
    schemaVersion: 1,
    stream,
    revision: before.filter((earlier) => earlier === stream).length,
    position: decoded(Position, position),
    leafHash: '',
    recordedAt: instant(at),
    actor: { kind: 'scheduler', name: 'certledger', onBehalfOf: null },
    origin: { face: 'scheduler', address: null },
    reason: null,
    ticket: null,
    commandId: idOf(`command ${position}`),
    $correlationId: idOf(`command ${position}`),
    $causationId: null,
  }
}

/** The story, and how its front end was given an agent and what was delivered to it. */
export const replicationStory: ReadonlyArray<RecordedEvent<DomainEvent>> = [...story, ...told.map(recorded)]
