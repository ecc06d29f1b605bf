import { hash, randomUUID } from 'node:crypto'
import type { IdSource } from '../../application/ports/id-source.js'
import { Uuid } from '../../domain/values/uuid.js'

/** The namespace of every derived id of this program; a published constant, never changed. */
const NAMESPACE = Buffer.from('6a0d6f3e3f0b5d0c9b527d3f1f0c4e11', 'hex')

const checked = (text: string): Uuid => {
  if (!Uuid.is(text)) throw new TypeError('not a UUID')
  return text
}

/** UUID v5: SHA-1 of namespace and name, cut to 16 bytes and marked. Source: RFC 9562 section 5.5. */
const named = (name: string): Uuid => {
  const digest = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name, 'utf8')]), 'hex')
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `${variant}${digest.slice(18, 20)}`,
    digest.slice(20, 32),
  ]
  return checked(parts.join('-'))
}

/** Fresh ids are random (UUID v4); derived ids are UUID v5 of their parts, each preceded by its length. */
export const uuidSource: IdSource = {
  fresh: () => checked(randomUUID()),
  derived: (parts) => named(parts.map((part) => `${part.length}:${part}`).join('')),
}
