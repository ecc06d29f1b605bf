import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { EventLog } from '../../../application/ports/event-log.js'
import type { ProposedEvent } from '../../../domain/envelope.js'
import { domainEvents, type DomainEvent } from '../../../domain/events.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { Position } from '../../../domain/values/position.js'
import { openReadSide, type ReadSide, type ReadSideOptions } from '../../../infrastructure/read-side/read-side.js'
import { decoded } from '../../support/decoded.js'
import { must } from '../../support/log-reading.js'
import { instant } from '../../support/instants.js'
import { proposed } from '../../support/proposed-events.js'
import { sampleProjections } from './sample-projections.js'

/** A path for a read side that does not exist yet; what comes to be there is removed when the test has ended. */
export const freshDirectory = (): string => {
  const parent = mkdtempSync(join(tmpdir(), 'certledger-read-side-'))
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
  return join(parent, 'read-side')
}

export const position = (n: number): Position => decoded(Position, n)

export const front = (n: number): Fqdn => decoded(Fqdn, `fe${String(n)}.contoso.com`)

/** The registration of the nth front end; `nth` counts around, so that front ends come back. */
export const registration = (nth: number): ProposedEvent<DomainEvent> =>
  proposed({
    type: 'FrontEndRegistered',
    data: { fqdn: front(nth % 5), registeredAt: instant('2026-11-20 12:00Z') },
  })

/** The site is configured. */
export const configuration = (): ProposedEvent<DomainEvent> =>
  proposed({
    type: 'SiteConfigured',
    data: decoded(domainEvents.SiteConfigured, {
      sipDomains: ['contoso.com'],
      realm: 'contoso.com',
      serviceName: '00000004-0000-0ff1-ce00-000000000000',
      configuredAt: '2026-11-20T12:00:00.000Z',
    }),
  })

/** Records events at the end of one stream each, in this order. */
export const record = async (log: EventLog, events: ReadonlyArray<ProposedEvent<DomainEvent>>): Promise<void> => {
  for (const [nth, event] of events.entries()) {
    must(await log.append({ stream: `s${String(nth % 3)}`, expected: 'any', events: [event] })())
  }
}

/** Records so many registrations. */
export const register = (log: EventLog, count: number): Promise<void> =>
  record(log, Array.from({ length: count }, (_, nth) => registration(nth)))

/** Opens a read side with the sample projections; closed when the test has ended. */
export const open = async (
  log: EventLog,
  directory: string,
  options: Partial<ReadSideOptions> = {},
): Promise<ReadSide> => {
  const readSide = must(await openReadSide({ directory, log, projections: sampleProjections, ...options })())
  onTestFinished(() => readSide.close())
  return readSide
}
