import { hash } from 'node:crypto'

/**
 * The leaf hash of a record: SHA-256 of the byte 0x00 and the record in UTF-8, as 64 lower-case hexadecimal
 * digits. Source: RFC 6962 section 2.1.
 */
export const leafHashOf = (record: string): string => hash('sha256', `\0${record}`, 'hex')
