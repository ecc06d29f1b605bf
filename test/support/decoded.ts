import { E, type t } from '../../domain/prelude.js'

/** A value that its codec accepts; throws on any other, because a test that misspells its input tests nothing. */
export const decoded = <A>(codec: t.Decoder<unknown, A>, value: unknown): A => {
  const result = codec.decode(value)
  if (E.isLeft(result)) throw new Error(`not accepted: ${JSON.stringify(value)}`)
  return result.right
}
