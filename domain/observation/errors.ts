import type { CertificateRole } from '../values/certificate-role.js'
import type { Fqdn } from '../values/fqdn.js'
import type { DriftKind } from './events.js'

type Named = { readonly fqdn: Fqdn; readonly role: CertificateRole; readonly kind: DriftKind }

/** Why something cannot be said of what is seen of a front end, with the facts. */
export type ObservationRefusal =
  /** `thumbprint` and `file` as far as they were given. */
  | ({ readonly _tag: 'NoSuchDrift'; readonly thumbprint: string | null; readonly file: string | null } & Named)
  /** Several differences go by what was given; `files` and `thumbprints` tell them apart. */
  | ({
      readonly _tag: 'SeveralDrifts'
      readonly thumbprints: ReadonlyArray<string>
      readonly files: ReadonlyArray<string>
    } & Named)
