import { E, pipe } from '../../../application/prelude.js'
import type { Budget } from '../budget.js'
import type { PasswordReadings } from '../encryption/password-readings.js'
import { unseal, type Sealed } from '../encryption/scheme.js'
import { malformed, type Opened } from '../fault.js'
import { integrityHolds } from './integrity.js'
import { sealedIn, type PfxStructure } from './pfx-structure.js'

/** A try that the budget forbids counts as one that failed: the MAC has failed already, and no answer may hide that. */
const opens = (sealed: Sealed, password: PasswordReadings, budget: Budget): boolean =>
  pipe(unseal(sealed, password, budget), E.exists((plain) => plain !== null))

/**
 * A MAC that is there must hold. Where it does not, but the password opens an encrypted part, the password is right
 * and the file was damaged or altered; otherwise the password is wrong. A file without MAC passes (RFC 7292 5.1).
 */
export const checkIntegrity = (pfx: PfxStructure, password: PasswordReadings, budget: Budget): Opened<void> =>
  pipe(
    pfx.integrity === null
      ? E.right(true)
      : integrityHolds(pfx.integrity, pfx.authenticated, password, budget),
    E.chain((holds) => {
      if (holds) return E.right(undefined)
      return sealedIn(pfx.parts).some((sealed) => opens(sealed, password, budget))
        ? malformed('the integrity check fails although the password opens the contents')
        : E.left({ _tag: 'PasswordFails', given: password.given })
    }),
  )
