import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { nullOn } from './file-code.js'

const tooLarge = (): Error => Object.assign(new Error('file too large'), { code: 'EFBIG' })
const notAFile = (): Error => Object.assign(new Error('not a file'), { code: 'EINVAL' })

/** What was read, and who may read it. */
export type ReadFile = { readonly bytes: Buffer; readonly mode: number; readonly uid: number }

/**
 * The bytes of a file and its permission bits; null where there is none. More than `limitBytes` is the code `EFBIG`,
 * what is no plain file, such as a pipe, `EINVAL`: nothing is waited for.
 */
export const readBounded = async (path: string, limitBytes: number): Promise<ReadFile | null> => {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(nullOn('ENOENT'))
  if (handle === null) return null
  try {
    const found = await handle.stat()
    if (!found.isFile()) throw notAFile()
    if (found.size > limitBytes) throw tooLarge()
    const bytes = Buffer.alloc(limitBytes + 1)
    let length = 0
    for (;;) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length)
      length += bytesRead
      if (length > limitBytes) throw tooLarge()
      if (bytesRead === 0) return { bytes: bytes.subarray(0, length), mode: found.mode & 0o777, uid: found.uid }
    }
  } finally {
    await handle.close()
  }
}
