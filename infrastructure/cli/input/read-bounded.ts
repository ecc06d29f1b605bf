import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { FaceError } from '../../wording/face-error.js'

/** The code of an operating system's error, such as `ENOENT`. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'UNKNOWN'

const bytesOf = (chunk: unknown): Uint8Array =>
  chunk instanceof Uint8Array ? chunk : Buffer.from(typeof chunk === 'string' ? chunk : '')

type Read = Promise<Either<FaceError, Uint8Array>>

const collected = async (stream: Readable, path: string, limitBytes: number): Read => {
  const chunks: Array<Uint8Array> = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = bytesOf(chunk)
    size += bytes.length
    if (size > limitBytes) return E.left({ _tag: 'FileTooLargeToRead', path, limitBytes })
    chunks.push(bytes)
  }
  return E.right(Buffer.concat(chunks))
}

/** Reads a stream to its end, or to one byte more than the limit. `path` names it in errors. */
export const readStream = (open: () => Readable, path: string, limitBytes: number): TaskEither<FaceError, Uint8Array> =>
  pipe(
    TE.tryCatch(
      async () => collected(open(), path, limitBytes),
      (thrown): FaceError => ({ _tag: 'FileUnreadable', path, reason: reasonOf(thrown) }),
    ),
    TE.chain(TE.fromEither),
  )

/** Reads a file, or whatever the path leads to, up to a limit. */
export const readFileBounded = (path: string, limitBytes: number): TaskEither<FaceError, Uint8Array> =>
  readStream(() => createReadStream(path), path, limitBytes)
