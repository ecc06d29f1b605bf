import { createHash } from 'node:crypto'
import type { AgentKeys } from '../../../domain/values/agent-keys.js'

/** The fingerprint of an agent's keys, made anew: SHA-256 over both, the signing key first. */
export const fingerprintOf = ({ signing, sealing }: AgentKeys): string =>
  createHash('sha256')
    .update(Buffer.from(signing, 'base64url'))
    .update(Buffer.from(sealing, 'base64url'))
    .digest('hex')
    .toUpperCase()
