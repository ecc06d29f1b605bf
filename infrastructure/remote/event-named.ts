import { t } from '../../domain/prelude.js'
import { Position } from '../../domain/values/position.js'

/** An event as answers name it; `summary` comes only with some. */
export const EventNamed = t.intersection([
  t.type({ type: t.string, stream: t.string, revision: t.number, position: t.union([Position, t.null]) }),
  t.partial({ summary: t.UnknownRecord }),
])
export type EventNamed = t.TypeOf<typeof EventNamed>
