import { t } from '../prelude.js'

/**
 * The algorithm of a certificate's public key. RSA-PSS is a key restricted to RSASSA-PSS (RFC 4055), which the
 * field does not support.
 */
export const KeyAlgorithm = t.keyof({ RSA: null, 'RSA-PSS': null, EC: null, Ed25519: null, Ed448: null, other: null })
export type KeyAlgorithm = t.TypeOf<typeof KeyAlgorithm>
