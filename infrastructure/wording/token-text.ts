import type { Secret } from '../../application/ports/secret.js'

/** A token as it is handed out: the one place where the text of one is made. */
export const tokenText = (token: Secret): string => Buffer.from(token.reveal()).toString('ascii')
