import { hash } from 'node:crypto'

const MOST_BYTES_OF_UNIT = 3

/** Begins with the byte 0x00 that marks a leaf. */
const scratch = Buffer.alloc(16 * 1_024)

/**
 * The leaf hash of a record: SHA-256 of the byte 0x00 and the record in UTF-8, as 64 lower-case hexadecimal
 * digits. Source: RFC 6962 section 2.1.
 */
export const leafHashOf = (record: string): string =>
  MOST_BYTES_OF_UNIT * record.length < scratch.length
    ? hash('sha256', scratch.subarray(0, 1 + scratch.write(record, 1, 'utf8')), 'hex')
    : hash('sha256', `\0${record}`, 'hex')
