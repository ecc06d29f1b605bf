import { createHmac, timingSafeEqual } from 'node:crypto'
import { E, type Either } from '../../application/prelude.js'
import { KEY_BYTES } from './aes-gcm.js'
import { fromHexBytes, toHexBytes } from './hex-bytes.js'
import type { RecordFault } from './record-format.js'
import type { VaultKey } from './vault-key.js'

const ID_BYTES = 16
const CHECK_BYTES = 16
const HEADER = 'certledger-vault-key/1 '
const NEWER = /^certledger-vault-key\/[2-9]/
const NEW_LINE = Buffer.from('\n')

/** Length of the file in bytes. */
export const KEY_FILE_BYTES = HEADER.length + 2 * (ID_BYTES + KEY_BYTES + CHECK_BYTES) + NEW_LINE.length

const checkOf = (vaultId: Buffer, key: Buffer): Buffer =>
  createHmac('sha256', key).update(HEADER).update(vaultId).digest().subarray(0, CHECK_BYTES)

/** One line of text: format with version, then vault id, key and check in hexadecimal. */
export const encodeKeyFile = ({ vaultId, bytes }: VaultKey): Buffer => {
  const body = Buffer.concat([vaultId, bytes, checkOf(vaultId, bytes)])
  const digits = toHexBytes(body)
  const line = Buffer.concat([Buffer.from(HEADER), digits, NEW_LINE])
  body.fill(0)
  digits.fill(0)
  return line
}

/** Reads what `encodeKeyFile` wrote; a single changed byte is found. */
export const decodeKeyFile = (line: Buffer): Either<RecordFault, VaultKey> => {
  const header = line.subarray(0, HEADER.length).toString('latin1')
  if (NEWER.test(header)) return E.left('newer version')
  const body = fromHexBytes(line.subarray(HEADER.length, KEY_FILE_BYTES - NEW_LINE.length))
  const framed = header === HEADER && line.length === KEY_FILE_BYTES && line.subarray(-1).equals(NEW_LINE)
  if (body === null || !framed) return E.left('corrupt')
  const vaultId = Buffer.from(body.subarray(0, ID_BYTES))
  const bytes = Buffer.from(body.subarray(ID_BYTES, ID_BYTES + KEY_BYTES))
  const intact = timingSafeEqual(checkOf(vaultId, bytes), body.subarray(-CHECK_BYTES))
  body.fill(0)
  return intact ? E.right({ vaultId, bytes }) : E.left('corrupt')
}
