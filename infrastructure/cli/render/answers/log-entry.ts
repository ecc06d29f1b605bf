import { t } from '../../../../domain/prelude.js'

const textOrNull = t.union([t.string, t.null])

/** One entry of the log, as every answer shows it. */
export const EntryShown = t.type({
  position: t.number,
  eventId: t.string,
  type: t.string,
  stream: t.string,
  revision: t.number,
  recordedAt: t.string,
  actor: t.type({ kind: t.string, name: t.string, onBehalfOf: textOrNull }),
  origin: t.type({ face: t.string, address: textOrNull }),
  reason: textOrNull,
  ticket: textOrNull,
  commandId: t.string,
  correlationId: t.string,
  causationId: textOrNull,
  slot: textOrNull,
  summary: t.record(t.string, t.unknown),
})
export type EntryShown = t.TypeOf<typeof EntryShown>
