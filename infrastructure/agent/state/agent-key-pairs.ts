import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { t } from '../../../domain/prelude.js'
import { AgentFingerprint, PublicKeyText, type AgentKeys } from '../../../domain/values/agent-keys.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { SetupFault } from '../../../application/agents/agent-fault.js'
import { readState, stateFiles, writeState } from './state-files.js'

/** The private keys of an agent with what is public of them; they never leave its machine. */
export type AgentKeyPairs = {
  readonly signing: KeyObject
  readonly sealing: KeyObject
  readonly keys: AgentKeys
  readonly fingerprint: AgentFingerprint
}

const StoredKeys = t.type({ signing: t.string, sealing: t.string })

const publicText = (privateKey: KeyObject, type: 'ed25519' | 'x25519'): PublicKeyText | null => {
  if (privateKey.asymmetricKeyType !== type) return null
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  return PublicKeyText.is(x) ? x : null
}

const fingerprintOf = ({ signing, sealing }: AgentKeys): AgentFingerprint | null => {
  const bytes = Buffer.concat([Buffer.from(signing, 'base64url'), Buffer.from(sealing, 'base64url')])
  const digest = createHash('sha256').update(bytes).digest('hex').toUpperCase()
  return AgentFingerprint.is(digest) ? digest : null
}

const pairsOf = (signing: KeyObject, sealing: KeyObject): AgentKeyPairs | null => {
  const [signingText, sealingText] = [publicText(signing, 'ed25519'), publicText(sealing, 'x25519')]
  if (signingText === null || sealingText === null) return null
  const keys = { signing: signingText, sealing: sealingText }
  const fingerprint = fingerprintOf(keys)
  return fingerprint === null ? null : { signing, sealing, keys, fingerprint }
}

const stored = (found: unknown): AgentKeyPairs | null => {
  try {
    return StoredKeys.is(found) ? pairsOf(createPrivateKey(found.signing), createPrivateKey(found.sealing)) : null
  } catch {
    return null
  }
}

type KeyFile = typeof stateFiles.keys | typeof stateFiles.nextKeys

const damaged = (state: string, name: KeyFile): SetupFault => ({
  _tag: 'AgentFileUnusable',
  path: join(state, name),
  reason: 'DAMAGED',
})

/** The keys in a file of a state directory; null where there are none. A file that others may read is refused. */
export const readKeys = (
  state: string,
  name: KeyFile = stateFiles.keys,
): TaskEither<SetupFault, AgentKeyPairs | null> =>
  pipe(
    readState(state, name),
    TE.chainEitherKW((found): Either<SetupFault, AgentKeyPairs | null> => {
      const pairs = found === null ? null : stored(found)
      return found !== null && pairs === null ? E.left(damaged(state, name)) : E.right(pairs)
    }),
  )

const text = (key: KeyObject): string | Buffer => key.export({ type: 'pkcs8', format: 'pem' })

/** Makes the keys of an agent, Ed25519 to sign and X25519 to be sealed to, and keeps them durably. */
export const createKeys = (
  state: string,
  name: KeyFile = stateFiles.keys,
): TaskEither<SetupFault, AgentKeyPairs> => {
  const signing = generateKeyPairSync('ed25519').privateKey
  const sealing = generateKeyPairSync('x25519').privateKey
  const pairs = pairsOf(signing, sealing)
  return pipe(
    writeState(state, name, { signing: text(signing), sealing: text(sealing) }),
    TE.chainEitherKW((): Either<SetupFault, AgentKeyPairs> =>
      pairs === null ? E.left(damaged(state, name)) : E.right(pairs)),
  )
}
