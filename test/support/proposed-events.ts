import { randomUUID } from 'node:crypto'
import type { ProposedEvent } from '../../domain/envelope.js'
import { currentSchemaVersion, type DomainEvent } from '../../domain/events.js'
import { Fqdn } from '../../domain/values/fqdn.js'
import { Uuid } from '../../domain/values/uuid.js'
import { decoded } from './decoded.js'
import { instant } from './instants.js'

const noon = instant('2026-11-20 12:00Z')

/** A UUID that no one has used. */
export const freshUuid = (): Uuid => decoded(Uuid, randomUUID())

/** A front end is registered: the smallest event, where a test is about the log and not about the domain. */
export const proposed = (over: Partial<ProposedEvent<DomainEvent>> = {}): ProposedEvent<DomainEvent> => ({
  id: freshUuid(),
  type: 'FrontEndRegistered',
  schemaVersion: currentSchemaVersion,
  data: { fqdn: decoded(Fqdn, 'fe01.contoso.com'), registeredAt: noon },
  recordedAt: noon,
  actor: { kind: 'person', name: 'CONTOSO\\alice', onBehalfOf: null },
  origin: { face: 'cli', address: 'admin01' },
  reason: null,
  ticket: null,
  commandId: freshUuid(),
  $correlationId: freshUuid(),
  $causationId: null,
  ...over,
})

/** So many different events. */
export const severalProposed = (count: number): ReadonlyArray<ProposedEvent<DomainEvent>> =>
  Array.from({ length: count }, () => proposed())
