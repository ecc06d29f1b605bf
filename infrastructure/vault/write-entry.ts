import { link, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import { writeSynced } from './create-durably.js'
import type { Entry } from './entry.js'
import { dataKeyDraft, dataKeyFile, sealedKeyFile } from './entry-files.js'
import { dataKeyFormat, sealedKeyFormat } from './entry-format.js'
import { fileFault, nullOn, type FileFault } from './file-fault.js'
import { shred } from './shred.js'
import { syncDirectory } from './sync-directory.js'

/** `exists`: another deposit was faster. `withdrawn`: a destruction took the draft before it became the entry. */
type Written = 'created' | 'exists' | 'withdrawn'

const notLinked = (thrown: unknown): Written => {
  const { code } = fileFault(thrown)
  if (code === 'EEXIST') return 'exists'
  if (code === 'ENOENT') return 'withdrawn'
  throw thrown
}

const removeName = (directory: string, name: string): TaskEither<FileFault, void> =>
  TE.tryCatch(async () => {
    await unlink(join(directory, name)).catch(nullOn('ENOENT'))
    await syncDirectory(directory)
  }, fileFault)

/**
 * Writes the draft of the data key, then the sealed key, then gives the draft the name that makes the entry. So a data
 * key never has its name without its sealed key, and whoever takes the draft away ends the deposit. What did not become
 * the entry is shredded again; a crash leaves the draft and the sealed key. Durable when it returns.
 */
export const writeEntry = (directory: string, name: string, entry: Entry): TaskEither<FileFault, Written> => {
  const { dataKeyId } = entry.dataKey
  const [draft, sealedKey] = [dataKeyDraft(name, dataKeyId.toString('hex')), sealedKeyFile(name, dataKeyId)]
  const takeBack = shred(directory, [draft, sealedKey])
  return pipe(
    TE.tryCatch(async () => {
      await writeSynced(join(directory, draft), dataKeyFormat.encode(entry.dataKey))
      await writeSynced(join(directory, sealedKey), sealedKeyFormat.encode(entry.sealedKey))
      await syncDirectory(directory)
      return link(join(directory, draft), join(directory, dataKeyFile(name))).then((): Written => 'created', notLinked)
    }, fileFault),
    TE.orElseFirstTaskK(() => takeBack),
    TE.chainFirst((written) => (written === 'created' ? removeName(directory, draft) : takeBack)),
  )
}
