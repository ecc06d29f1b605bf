import { basename, resolve } from 'node:path'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import type { FaceError } from '../../wording/face-error.js'
import { textOf, type RawValues } from '../arguments/raw-values.js'
import type { World } from '../world.js'
import { readFileBounded, readStream } from './read-bounded.js'

/** Far more than any certificate file has, in bytes; the reader's own limit is lower and says so in its own words. */
export const MAX_FILE_BYTES = 16 * 1_048_576

/** The bytes of the file that `--path` names, with its name for the record; `-` is standard input, and has none. */
export const withFile = (raw: RawValues, { cwd, stdin }: World): TaskEither<FaceError, RawValues> => {
  const path = textOf(raw, 'file')
  if (path === undefined || path === '') return TE.right(raw)
  const read =
    path === '-'
      ? readStream(() => stdin, 'standard input', MAX_FILE_BYTES)
      : readFileBounded(resolve(cwd, path), MAX_FILE_BYTES)
  const named = path === '-' ? {} : { fileName: basename(path) }
  return pipe(read, TE.map((file) => ({ ...raw, ...named, file })))
}
