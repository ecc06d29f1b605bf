/**
 * Bytes that must never be printed, logged or serialised: a private key or a password.
 * `reveal` hands out the bytes themselves, not a copy; `JSON.stringify` and string conversion show `[secret]`.
 */
export type Secret = {
  readonly reveal: () => Uint8Array
  readonly toJSON: () => string
  readonly toString: () => string
}

const HIDDEN = '[secret]'

/** Wraps bytes so that they leave only through `reveal`. The bytes are not copied. */
export const secretOf = (bytes: Uint8Array): Secret => ({
  reveal: () => bytes,
  toJSON: () => HIDDEN,
  toString: () => HIDDEN,
})
