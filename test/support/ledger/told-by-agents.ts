import type { EventLog } from '../../../application/ports/event-log.js'
import type { DomainEvent } from '../../../domain/events.js'
import { instant } from '../instants.js'
import { must } from '../log-reading.js'
import { proposed } from '../proposed-events.js'
import { beginsAt } from './memory-ledger.js'

/** Something that is on record although no command of the catalogue says it: what agents said, for example. */
export type OnRecord = { readonly stream: string; readonly event: DomainEvent }

/** Puts it on record, one after the other, as when every ledger of these tests begins. */
export const putOnRecord = async (eventLog: EventLog, told: ReadonlyArray<OnRecord>): Promise<void> => {
  const recordedAt = instant(beginsAt)
  for (const { stream, event } of told) {
    must(await eventLog.append({ stream, expected: 'any', events: [proposed({ ...event, recordedAt })] })())
  }
}
