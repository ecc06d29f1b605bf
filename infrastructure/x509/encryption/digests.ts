/** A hash as `node:crypto` names it, with the sizes in bytes of its output and of the block that it works on. */
export type Digest = { readonly name: string; readonly outputBytes: number; readonly blockBytes: number }

const md5: Digest = { name: 'md5', outputBytes: 16, blockBytes: 64 }
const sha1: Digest = { name: 'sha1', outputBytes: 20, blockBytes: 64 }
const sha224: Digest = { name: 'sha224', outputBytes: 28, blockBytes: 64 }
const sha256: Digest = { name: 'sha256', outputBytes: 32, blockBytes: 64 }
const sha384: Digest = { name: 'sha384', outputBytes: 48, blockBytes: 128 }
const sha512: Digest = { name: 'sha512', outputBytes: 64, blockBytes: 128 }
const sha512t224: Digest = { name: 'sha512-224', outputBytes: 28, blockBytes: 128 }
const sha512t256: Digest = { name: 'sha512-256', outputBytes: 32, blockBytes: 128 }
const sha3t224: Digest = { name: 'sha3-224', outputBytes: 28, blockBytes: 144 }
const sha3t256: Digest = { name: 'sha3-256', outputBytes: 32, blockBytes: 136 }
const sha3t384: Digest = { name: 'sha3-384', outputBytes: 48, blockBytes: 104 }
const sha3t512: Digest = { name: 'sha3-512', outputBytes: 64, blockBytes: 72 }

/** Hashes by their OIDs. Source: RFC 8017 appendix B.1, NIST hash algorithm arc. */
export const digestByOid: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.2.5': md5,
  '1.3.14.3.2.26': sha1,
  '2.16.840.1.101.3.4.2.4': sha224,
  '2.16.840.1.101.3.4.2.1': sha256,
  '2.16.840.1.101.3.4.2.2': sha384,
  '2.16.840.1.101.3.4.2.3': sha512,
  '2.16.840.1.101.3.4.2.5': sha512t224,
  '2.16.840.1.101.3.4.2.6': sha512t256,
  '2.16.840.1.101.3.4.2.7': sha3t224,
  '2.16.840.1.101.3.4.2.8': sha3t256,
  '2.16.840.1.101.3.4.2.9': sha3t384,
  '2.16.840.1.101.3.4.2.10': sha3t512,
}

/** The hashes inside HMACs by the OIDs of the HMACs. Source: RFC 8018 appendix B.1, RFC 9688. */
export const hmacDigestByOid: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.2.6': md5,
  '1.2.840.113549.2.7': sha1,
  '1.2.840.113549.2.8': sha224,
  '1.2.840.113549.2.9': sha256,
  '1.2.840.113549.2.10': sha384,
  '1.2.840.113549.2.11': sha512,
  '1.2.840.113549.2.12': sha512t224,
  '1.2.840.113549.2.13': sha512t256,
  '2.16.840.1.101.3.4.2.13': sha3t224,
  '2.16.840.1.101.3.4.2.14': sha3t256,
  '2.16.840.1.101.3.4.2.15': sha3t384,
  '2.16.840.1.101.3.4.2.16': sha3t512,
}

/** The hash of PKCS#12's own password-based encryption and of PBKDF2 without a named PRF. */
export const defaultDigest = sha1

/** The hash of the oldest schemes: PBES1 of PKCS#5, and encrypted PEM. */
export const oldestDigest = md5
