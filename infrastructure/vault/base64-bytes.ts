import { E, pipe, t } from '../../application/prelude.js'

/** Bytes written as base64, exactly `length` of them where a length is given. */
export const base64Bytes = (length: number | null): t.Type<Buffer, string> =>
  new t.Type<Buffer, string>(
    'Base64Bytes',
    (input) => Buffer.isBuffer(input),
    (input, context) =>
      pipe(
        t.string.validate(input, context),
        E.map((text) => Buffer.from(text, 'base64')),
        E.chain((bytes) => (length === null || bytes.length === length ? t.success(bytes) : t.failure(input, context))),
      ),
    (bytes) => bytes.toString('base64'),
  )
