import type { KeyObject } from 'node:crypto'
import { E, pipe } from '../../../application/prelude.js'
import type { HeldCertificate } from '../certificate/held-certificate.js'
import type { FoundKey } from '../contents.js'

/** A certificate, the name it carried, and the private key that belongs to it. */
export type PairedCertificate = {
  readonly held: HeldCertificate
  readonly friendlyName: string | null
  readonly privateKey: KeyObject | null
}

/** A certificate whose public key Node cannot read belongs to no private key. */
const belongs = (held: HeldCertificate, { privateKey }: FoundKey): boolean =>
  pipe(E.tryCatch(() => held.x509.checkPrivateKey(privateKey), () => false), E.toUnion)

/** Finds the private key whose public half is the certificate's. Names and localKeyIds are not looked at. */
export const paired = (
  held: HeldCertificate,
  friendlyName: string | null,
  privateKeys: ReadonlyArray<FoundKey>,
): PairedCertificate => {
  const own = privateKeys.find((found) => belongs(held, found))
  return { held, friendlyName: friendlyName ?? own?.friendlyName ?? null, privateKey: own?.privateKey ?? null }
}
