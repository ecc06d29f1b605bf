import { createHash } from 'node:crypto'
import { E, t, type Either } from '../../application/prelude.js'

/** Why stored bytes are no record: written by a newer version of this program, or not what was written. */
export type RecordFault = 'newer version' | 'corrupt'

/** How one kind of file is written and read. Reading accepts only the very bytes that writing the same value gives. */
export type RecordFormat<A> = {
  readonly encode: (value: A) => Buffer
  readonly decode: (bytes: Buffer) => Either<RecordFault, A>
}

const CHECKSUM_HEX = 32

const Header = t.type({ format: t.string, version: t.Int })

const parsed = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}

const withChecksum = (fields: object): object => {
  const digest = createHash('sha256').update(JSON.stringify(fields)).digest('hex')
  return { ...fields, checksum: digest.slice(0, CHECKSUM_HEX) }
}

/**
 * One line of JSON: format, version, the codec's fields, and a checksum that tells damage from a wrong passphrase.
 * The checksum protects from accidents only; what must not be forged is authenticated by AES-GCM.
 */
export const recordFormat = <A, O extends object>(
  format: string,
  version: number,
  codec: t.Type<A, O>,
): RecordFormat<A> => {
  const encode = (value: A): Buffer =>
    Buffer.from(`${JSON.stringify(withChecksum({ format, version, ...codec.encode(value) }))}\n`)
  return {
    encode,
    decode: (bytes) => {
      const json = parsed(bytes)
      if (!Header.is(json) || json.format !== format) return E.left('corrupt')
      if (json.version > version) return E.left('newer version')
      const value = codec.decode(json)
      return E.isRight(value) && encode(value.right).equals(bytes) ? value : E.left('corrupt')
    },
  }
}
