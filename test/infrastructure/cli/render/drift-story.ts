import type { RecordedEvent } from '../../../../domain/envelope.js'
import type { DomainEvent } from '../../../../domain/events.js'
import { observationStream } from '../../../../domain/streams.js'
import type { CertificateFacts } from '../../../../domain/certificate/facts.js'
import { Fqdn } from '../../../../domain/values/fqdn.js'
import { Position } from '../../../../domain/values/position.js'
import { decoded } from '../../../support/decoded.js'
import { instant } from '../../../support/instants.js'
import { replicationStory } from './replication-story.js'
import { facts, idOf, oauth2024 } from './story.js'

const fqdn = decoded(Fqdn, 'fe01.contoso.com')
const byHand = facts('by hand', { subject: 'CN=fe01.contoso.com,OU=Web', notAfter: instant('2027-03-01') })
const file = 'AudioVideoAuthentication/by-hand.pfx'

const held = ({ thumbprint, thumbprintSha256, subject, notAfter }: CertificateFacts) =>
  ({ thumbprint, thumbprintSha256, subject, notAfter })

type Told = { readonly at: string; readonly event: DomainEvent } & Pick<
  RecordedEvent<DomainEvent>,
  'actor' | 'origin' | 'reason'
>

const told: ReadonlyArray<Told> = [
  {
    at: '2026-11-20 11:40Z',
    actor: { kind: 'agent', name: fqdn, onBehalfOf: null },
    origin: { face: 'agent', address: '10.0.0.11' },
    reason: null,
    event: {
      type: 'StoreObserved',
      data: {
        fqdn,
        entries: [
          {
            role: 'OAuthTokenIssuer', place: 'current', certificate: held(oauth2024), privateKey: 'usable', file: null,
          },
          {
            role: 'AudioVideoAuthentication', place: null, certificate: held(byHand), privateKey: 'usable', file,
          },
        ],
        version: '0.1.0',
        observedAt: instant('2026-11-20 11:40Z'),
        receivedAt: instant('2026-11-20 11:40Z'),
      },
    },
  },
  {
    at: '2026-11-20 11:45Z',
    actor: { kind: 'person', name: 'alice', onBehalfOf: null },
    origin: { face: 'cli', address: 'admin01' },
    reason: 'the old media server still needs it',
    event: {
      type: 'DriftAccepted',
      data: {
        fqdn,
        role: 'AudioVideoAuthentication',
        kind: 'foreign',
        thumbprintSha256: byHand.thumbprintSha256,
        file,
        acceptedAt: instant('2026-11-20 11:45Z'),
      },
    },
  },
]

const recorded = ({ at, event, ...said }: Told, index: number): RecordedEvent<DomainEvent> => {
  const position = replicationStory.length + index + 1
  return {
    ...event,
    ...said,
    id: idOf(`event ${position}`),
    schemaVersion: 1,
    stream: observationStream(fqdn),
    revision: index,
    position: decoded(Position, position),
    leafHash: '',
    recordedAt: instant(at),
    ticket: null,
    commandId: idOf(`command ${position}`),
    $correlationId: idOf(`command ${position}`),
    $causationId: null,
  }
}

/** The story with its deliveries, and what its front end's agent found in the store afterwards. */
export const driftStory: ReadonlyArray<RecordedEvent<DomainEvent>> = [...replicationStory, ...told.map(recorded)]
