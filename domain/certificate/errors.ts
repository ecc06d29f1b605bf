import type { Instant } from '../values/instant.js'
import type { Slot } from '../values/slot.js'
import type { Thumbprint } from '../values/thumbprint.js'

/** Why a command to a certificate was refused. */
export type CertificateRefusal =
  | { readonly _tag: 'CertificateNotImported' }
  | { readonly _tag: 'CertificateInUse'; readonly thumbprint: Thumbprint; readonly slots: ReadonlyArray<Slot> }
  | {
      readonly _tag: 'PrivateKeyNotKept'
      readonly thumbprint: Thumbprint
      readonly because: 'neverImported' | 'destroyed'
    }
  /** A destroyed key comes back only on purpose: `--force`. */
  | { readonly _tag: 'PrivateKeyWasDestroyed'; readonly thumbprint: Thumbprint; readonly destroyedAt: Instant }
  | { readonly _tag: 'CompromiseInFuture'; readonly since: Instant; readonly at: Instant }
