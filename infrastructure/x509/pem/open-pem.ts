import type { KeyObject } from 'node:crypto'
import { E, pipe } from '../../../application/prelude.js'
import type { Budget } from '../budget.js'
import type { FoundCertificate, FoundKey } from '../contents.js'
import { encryptedPrivateKeyOf } from '../encrypted-private-key.js'
import type { PasswordReadings } from '../encryption/password-readings.js'
import { unsealOrFail } from '../encryption/scheme.js'
import { orMalformed, unsupported, type Opened } from '../fault.js'
import { privateKeyOf, type KeyEncoding } from '../private-key.js'
import { isLegacyEncrypted, legacySealedOf } from './legacy-encryption.js'
import type { PemBlock } from './pem-blocks.js'
import { pemKindOf } from './pem-kind.js'

/** The certificates and keys of a PEM file, in its order. */
export type PemContents = {
  readonly certificates: ReadonlyArray<FoundCertificate>
  readonly privateKeys: ReadonlyArray<FoundKey>
}

const bytesOf = ({ bytes }: PemBlock): Opened<Uint8Array> => orMalformed(bytes, 'a PEM block is not base64')

const plainOrLegacy = (
  block: PemBlock,
  encoding: KeyEncoding,
  password: PasswordReadings,
  budget: Budget,
): Opened<KeyObject> =>
  pipe(
    bytesOf(block),
    E.chain((bytes) =>
      isLegacyEncrypted(block)
        ? pipe(legacySealedOf(block, bytes), E.chain((sealed) => unsealOrFail(sealed, password, budget)))
        : E.right(bytes),
    ),
    E.chain((der) => privateKeyOf(der, encoding)),
  )

const keyOf = (block: PemBlock, password: PasswordReadings, budget: Budget): Opened<ReadonlyArray<KeyObject>> => {
  const kind = pemKindOf(block.label)
  switch (kind._tag) {
    case 'PrivateKey':
      return pipe(plainOrLegacy(block, kind.encoding, password, budget), E.map((opened) => [opened]))
    case 'EncryptedPrivateKey':
      return pipe(
        bytesOf(block),
        E.chain((bytes) => encryptedPrivateKeyOf(bytes, password, budget)),
        E.map((opened) => [opened]),
      )
    case 'ForeignPrivateKey':
      return unsupported('private key', kind.algorithm)
    case 'Certificate':
    case 'Pfx':
    case 'Other':
      return E.right([])
  }
}

/** Opens the certificates and keys among PEM blocks, encrypted keys with the password; other blocks are passed over. */
export const openPem = (
  blocks: ReadonlyArray<PemBlock>,
  password: PasswordReadings,
  budget: Budget,
): Opened<PemContents> =>
  pipe(
    E.Do,
    E.bind('ders', () =>
      E.traverseArray(bytesOf)(blocks.filter((block) => pemKindOf(block.label)._tag === 'Certificate')),
    ),
    E.bind('opened', () => E.traverseArray((block: PemBlock) => keyOf(block, password, budget))(blocks)),
    E.map(({ ders, opened }) => ({
      certificates: ders.map((der) => ({ der, friendlyName: null })),
      privateKeys: opened.flat().map((privateKey) => ({ privateKey, friendlyName: null })),
    })),
  )
