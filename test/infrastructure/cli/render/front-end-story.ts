import type { RecordedEvent } from '../../../../domain/envelope.js'
import type { DomainEvent } from '../../../../domain/events.js'
import type { FrontEndEvent } from '../../../../domain/front-end/events.js'
import { frontEndStream } from '../../../../domain/streams.js'
import { AgentFingerprint, PublicKeyText } from '../../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../../domain/values/fqdn.js'
import { Position } from '../../../../domain/values/position.js'
import { TokenDigest, TokenId } from '../../../../domain/values/token-digest.js'
import { decoded } from '../../../support/decoded.js'
import { instant } from '../../../support/instants.js'
import { idOf } from './story.js'

const named = (host: string): Fqdn => decoded(Fqdn, `${host}.contoso.com`)
const [fe01, fe02, fe03] = [named('fe01'), named('fe02'), named('fe03')]

const publicKey = decoded(PublicKeyText, 'A'.repeat(43))
const agentOf = (fqdn: Fqdn, fingerprint: string) => ({
  fqdn,
  keys: { signing: publicKey, sealing: publicKey },
  fingerprint: decoded(AgentFingerprint, fingerprint.repeat(8)),
})

const trusted = agentOf(fe01, '3F2A9C01')
const waiting = agentOf(fe02, 'B7E41D58')
const successor = agentOf(fe01, '64D0C2AF')
const invitation = { id: decoded(TokenId, 'invitationaaaaaa'), digest: decoded(TokenDigest, 'D1'.repeat(32)) }

type Told = readonly [at: string, event: FrontEndEvent]

const registered = (fqdn: Fqdn, at: string): Told => [
  at,
  { type: 'FrontEndRegistered', data: { fqdn, registeredAt: instant(at) } },
]

const invited = (fqdn: Fqdn, at: string, expiresAt: string): Told => [
  at,
  { type: 'AgentInvited', data: { fqdn, invitation, invitedAt: instant(at), expiresAt: instant(expiresAt) } },
]

const asked = (agent: typeof trusted, machine: string, at: string): Told => [
  at,
  { type: 'EnrolmentRequested', data: { ...agent, machine, version: '0.1.0', requestedAt: instant(at) } },
]

const told: ReadonlyArray<Told> = [
  registered(fe01, '2026-10-01 08:01Z'),
  registered(fe02, '2026-10-02 08:00Z'),
  registered(fe03, '2026-10-02 08:01Z'),
  invited(fe01, '2026-11-20 10:50Z', '2026-11-21 10:50Z'),
  asked(trusted, 'machine-of-fe01', '2026-11-20 10:55Z'),
  [
    '2026-11-20 11:00Z',
    {
      type: 'AgentEnrolled',
      data: { ...trusted, machine: 'machine-of-fe01', enrolledAt: instant('2026-11-20 11:00Z') },
    },
  ],
  [
    '2026-11-20 11:00:30Z',
    {
      type: 'AgentStarted',
      data: {
        fqdn: fe01, instance: idOf('instance'), machine: 'machine-of-fe01', version: '0.1.0', clockSkewMs: 3_600_000,
        startedAt: instant('2026-11-20 11:00:30Z'),
      },
    },
  ],
  [
    '2026-11-20 11:20Z',
    {
      type: 'IdentityConflictSeen',
      data: {
        fqdn: fe01, instance: idOf('copy'), machine: 'copy-of-fe01', because: 'otherMachine',
        seenAt: instant('2026-11-20 11:20Z'),
      },
    },
  ],
  invited(fe01, '2026-11-20 11:25Z', '2026-11-21 11:25Z'),
  asked(successor, 'new-machine-of-fe01', '2026-11-20 11:28Z'),
  invited(fe02, '2026-11-20 11:30Z', '2026-11-21 11:30Z'),
  asked(waiting, 'machine-of-fe02', '2026-11-20 11:40Z'),
  invited(fe03, '2026-11-20 11:50Z', '2026-11-20 13:50Z'),
  invited(fe01, '2026-11-20 11:55Z', '2026-11-20 13:55Z'),
]

const recorded = ([at, event]: Told, index: number): RecordedEvent<DomainEvent> => ({
  ...event,
  id: idOf(`front end ${index + 1}`),
  schemaVersion: 1,
  stream: frontEndStream(event.data.fqdn),
  revision: told.slice(0, index).filter(([, { data }]) => data.fqdn === event.data.fqdn).length,
  position: decoded(Position, index + 1),
  leafHash: '',
  recordedAt: instant(at),
  actor: { kind: 'person', name: 'alice', onBehalfOf: null },
  origin: { face: 'cli', address: 'admin01' },
  reason: null,
  ticket: null,
  commandId: idOf(`front end command ${index + 1}`),
  $correlationId: idOf(`front end command ${index + 1}`),
  $causationId: null,
})

/** One front end whose agent was copied and is to be replaced, one whose agent waits, and one that is invited. */
export const frontEndStory: ReadonlyArray<RecordedEvent<DomainEvent>> = told.map(recorded)
