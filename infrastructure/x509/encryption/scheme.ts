import { E, pipe } from '../../../application/prelude.js'
import { isWholeSequence } from '../asn1/whole-element.js'
import type { Budget } from '../budget.js'
import type { Opened } from '../fault.js'
import type { PasswordReadings } from './password-readings.js'

/**
 * A way to decrypt with a password, its parameters checked, nothing computed yet. `iterations` is what one try costs.
 * `decrypt` gives null when the padding does not hold.
 */
export type Scheme = {
  readonly iterations: number
  readonly passwordForm: 'utf8' | 'bmp'
  readonly blockBytes: number
  readonly decrypt: (password: Uint8Array, ciphertext: Uint8Array) => Uint8Array | null
}

/** Something encrypted with a password. */
export type Sealed = { readonly scheme: Scheme; readonly ciphertext: Uint8Array }

/** What one try at each of these costs. */
export const iterationsOf = (sealed: ReadonlyArray<Sealed>): number =>
  sealed.reduce((sum, { scheme }) => sum + scheme.iterations, 0)

const openWith = ({ scheme, ciphertext }: Sealed, reading: Uint8Array): Uint8Array | null => {
  const plain = scheme.decrypt(reading, ciphertext)
  return plain !== null && isWholeSequence(plain) ? plain : null
}

/**
 * Decrypts with each reading of the password until one gives a whole ASN.1 element; null when none does.
 * Every try is paid for from the budget before it is made.
 */
export const unseal = (sealed: Sealed, password: PasswordReadings, budget: Budget): Opened<Uint8Array | null> =>
  password[sealed.scheme.passwordForm].reduce<Opened<Uint8Array | null>>(
    (before, reading) =>
      pipe(
        before,
        E.chain((found) =>
          found === null
            ? pipe(budget.spend(sealed.scheme.iterations), E.map(() => openWith(sealed, reading)))
            : E.right(found),
        ),
      ),
    E.right(null),
  )

/** `unseal`, where a password that opens nothing is a fault. */
export const unsealOrFail = (sealed: Sealed, password: PasswordReadings, budget: Budget): Opened<Uint8Array> =>
  pipe(
    unseal(sealed, password, budget),
    E.chain((plain) => plain === null ? E.left({ _tag: 'PasswordFails', given: password.given }) : E.right(plain)),
  )
