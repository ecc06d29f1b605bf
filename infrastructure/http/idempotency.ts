import { createHmac, randomBytes } from 'node:crypto'
import { E, type Either } from '../../domain/prelude.js'
import type { Uuid } from '../../domain/values/uuid.js'
import type { CommandName } from '../../application/commands/catalogue.js'
import type { Fields } from '../../domain/input/field.js'
import type { Service } from '../system/service.js'
import type { ServerError } from '../wording/server-error.js'

/** A request as it is told apart from others with the same key. */
type Sent = {
  readonly subject: string
  readonly name: CommandName
  readonly fields: Fields
  readonly body: Readonly<Record<string, unknown>>
  readonly bytes: Uint8Array
}

const FORM = /^[\u0021-\u007e]{1,255}$/
const REMEMBERED = 10_000

/** What of a body may take part in an id that goes on record: everything but passwords and files. */
const open = ({ fields, body }: Sent): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(body).filter(([name]) => !(Object.hasOwn(fields, name) && fields[name]?.secret === true)).toSorted()

/** A password without a file: what it opens is made anew and handed out each time. */
const handsOut = ({ fields }: Sent): boolean => {
  const secrets = Object.values(fields).filter(({ secret }) => secret)
  return secrets.length > 0 && secrets.every(({ schema }) => schema.format === 'password')
}

/** Command ids from the keys that requests bring. */
export type Idempotency = (header: string | undefined, sent: Sent) => Either<ServerError, Uuid | null>

/**
 * The same key of the same subject with the same request is the same command, for ever: what it recorded is recorded
 * once. With another request it is refused while it is remembered, and else another command. What hands a private key
 * out is the same command only while it is remembered: later on that goes on record again.
 */
export const idempotency = ({ derivedId }: Pick<Service, 'derivedId'>): Idempotency => {
  const secret = randomBytes(32)
  const seen = new Map<string, string>()
  const remember = (key: string, digest: string): boolean => {
    const known = seen.get(key)
    if (known !== undefined) return known === digest
    const [oldest] = seen.keys()
    if (seen.size >= REMEMBERED && oldest !== undefined) seen.delete(oldest)
    seen.set(key, digest)
    return true
  }
  return (header, sent) => {
    if (header === undefined) return E.right(null)
    if (!FORM.test(header)) {
      const expected = '1 to 255 visible ASCII characters'
      return E.left({ _tag: 'HeaderNotUnderstood', header: 'Idempotency-Key', expected })
    }
    const { subject, name, bytes } = sent
    const digest = createHmac('sha256', secret).update(name).update('\n').update(bytes).digest('base64url')
    const parts = ['http', subject, header, name, JSON.stringify(open(sent)), ...(handsOut(sent) ? [digest] : [])]
    return remember(JSON.stringify([subject, header]), digest)
      ? E.right(derivedId(parts))
      : E.left({ _tag: 'IdempotencyKeyReused', command: name })
  }
}
