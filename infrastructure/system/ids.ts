import { v5, v7 } from 'uuid'
import type { IdSource } from '../../application/ports/id-source.js'
import { Uuid } from '../../domain/values/uuid.js'

/** The namespace of every derived id of this program; a published constant, never changed. */
const NAMESPACE = '6a0d6f3e-3f0b-5d0c-9b52-7d3f1f0c4e11'

const checked = (text: string): Uuid => {
  if (!Uuid.is(text)) throw new TypeError('the uuid library gave no UUID')
  return text
}

/** Fresh ids rise with time (UUID v7); derived ids are UUID v5 of their parts, each preceded by its length. Source: RFC 9562. */
export const uuidSource: IdSource = {
  fresh: () => checked(v7()),
  derived: (parts) => checked(v5(parts.map((part) => `${part.length}:${part}`).join(''), NAMESPACE)),
}
