import type { IdSource } from '../../../application/ports/id-source.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { uuidSource } from '../../../infrastructure/system/ids.js'
import { decoded } from '../decoded.js'

/** The n-th id of a kind: `00000001-…`. Kinds keep the ids of two sources apart. */
export const countedId = (n: number, kind = 0): Uuid =>
  decoded(Uuid, `${n.toString(16).padStart(8, '0')}-0000-4000-8000-${kind.toString(16).padStart(12, '0')}`)

/** Ids that are the same in every run: fresh ones are counted, derived ones are those of the program. */
export const countedIds = (kind = 0): IdSource => {
  let made = 0
  return { fresh: () => countedId((made += 1), kind), derived: uuidSource.derived }
}
