import { hash, randomUUID } from 'node:crypto'
import type { IdSource } from '../../application/ports/id-source.js'
import { Uuid } from '../../domain/values/uuid.js'

/** The namespace of every derived id of this program; a published constant, never changed. */
const NAMESPACE = Buffer.from('6a0d6f3e3f0b5d0c9b527d3f1f0c4e11', 'hex')

const MOST_BYTES_OF_UNIT = 3
const scratch = Buffer.concat([NAMESPACE, Buffer.alloc(1_024)])

/** Namespace and name in one piece; a name of usual length needs no new memory. */
const inNamespace = (name: string): Uint8Array =>
  NAMESPACE.length + MOST_BYTES_OF_UNIT * name.length > scratch.length
    ? Buffer.concat([NAMESPACE, Buffer.from(name, 'utf8')])
    : scratch.subarray(0, NAMESPACE.length + scratch.write(name, NAMESPACE.length, 'utf8'))

const checked = (text: string): Uuid => {
  if (!Uuid.is(text)) throw new TypeError('not a UUID')
  return text
}

/** UUID v5: SHA-1 of namespace and name, cut to 16 bytes and marked. Source: RFC 9562 section 5.5. */
const named = (name: string): Uuid => {
  const digest = hash('sha1', inNamespace(name), 'hex')
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  const front = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}`
  return checked(`${front}${digest.slice(18, 20)}-${digest.slice(20, 32)}`)
}

/** Fresh ids are random (UUID v4); derived ids are UUID v5 of their parts, each preceded by its length. */
export const uuidSource: IdSource = {
  fresh: () => checked(randomUUID()),
  derived: (parts) => named(parts.map((part) => `${part.length}:${part}`).join('')),
}
