import type { Instant } from '../values/instant.js'
import type { Slot } from '../values/slot.js'
import type { ChainLink, KeyCustody } from './events.js'
import type { CertificateFacts } from './facts.js'

/**
 * Commands of the certificate aggregate. `at` is stamped by the application; slots that use the certificate are
 * evidence.
 */
export type CertificateCommand =
  | {
      /** Repeat: no event. A key or a longer chain that was missing until now is recorded as such. */
      readonly type: 'ImportCertificate'
      readonly data: {
        readonly facts: CertificateFacts
        readonly der: string
        readonly chain: ReadonlyArray<ChainLink>
        readonly privateKey: KeyCustody | null
        readonly format: string
        readonly fileName: string | null
        readonly friendlyName: string | null
        readonly force: boolean
        readonly at: Instant
      }
    }
  | {
      /** Repeat: no event. Refused while the certificate is current or staged anywhere, unless forced. */
      readonly type: 'RetireCertificate'
      readonly data: { readonly inUse: ReadonlyArray<Slot>; readonly force: boolean; readonly at: Instant }
    }
  | {
      /** Repeat: no event. An earlier instant than the recorded one is recorded anew, a later one changes nothing. */
      readonly type: 'RecordCompromise'
      readonly data: { readonly since: Instant; readonly at: Instant }
    }
  | {
      /** Never a repeat: every reading is recorded. */
      readonly type: 'ReadPrivateKey'
      readonly data: { readonly purpose: 'export' | 'delivery'; readonly at: Instant }
    }
  | {
      /** Repeat: no event. Refused while the certificate is current or staged anywhere, unless forced. */
      readonly type: 'DestroyPrivateKey'
      readonly data: { readonly inUse: ReadonlyArray<Slot>; readonly force: boolean; readonly at: Instant }
    }
