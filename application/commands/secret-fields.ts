import type { Field } from '../../domain/input/field.js'
import type { Secret } from '../ports/secret.js'
import { E } from '../prelude.js'

/** The bytes of a file. A face that gets them as text decodes them first; `format: byte` says so. */
export const fileField = (description: string): Field<Uint8Array> => ({
  description,
  schema: { type: 'string', format: 'byte' },
  required: true,
  secret: true,
  parse: (raw) => {
    if (raw instanceof Uint8Array) return E.right(raw)
    return raw === undefined || raw === null ? E.left({ _tag: 'Missing' }) : E.left({ _tag: 'NotBase64' })
  },
})

const isSecret = (raw: unknown): raw is Secret => typeof raw === 'object' && raw !== null && 'reveal' in raw

const MAX_PASSWORD_BYTES = 4096

/** A password as UTF-8, which a face wraps as soon as it has it; absent is null, no bytes are the empty password. */
export const passwordField = (description: string): Field<Secret | null> => ({
  description,
  schema: { type: 'string', format: 'password' },
  required: false,
  secret: true,
  parse: (raw) => {
    if (raw === undefined || raw === null) return E.right(null)
    if (!isSecret(raw)) return E.left({ _tag: 'NotText' })
    const actual = raw.reveal().length
    return actual > MAX_PASSWORD_BYTES ? E.left({ _tag: 'TooLong', limit: MAX_PASSWORD_BYTES, actual }) : E.right(raw)
  },
})
