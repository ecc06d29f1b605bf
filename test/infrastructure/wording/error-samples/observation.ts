import type { ObservationRefusal } from '../../../../domain/observation/errors.js'
import { Fqdn } from '../../../../domain/values/fqdn.js'
import { decoded } from '../../../support/decoded.js'
import type { SamplesOf } from './samples-of.js'

const named = { fqdn: decoded(Fqdn, 'fe01.contoso.com'), role: 'Default', kind: 'foreign' } as const

/** One of each refusal of what is said of differences. */
export const observationSamples: SamplesOf<ObservationRefusal> = {
  NoSuchDrift: [
    { _tag: 'NoSuchDrift', ...named, thumbprint: null, file: null },
    { _tag: 'NoSuchDrift', ...named, thumbprint: 'A'.repeat(40), file: 'Default/by-hand.pfx' },
  ],
  SeveralDrifts: [
    {
      _tag: 'SeveralDrifts',
      ...named,
      thumbprints: ['A'.repeat(40)],
      files: ['Default/by-hand.pfx', 'Default/by-hand.key'],
    },
  ],
}
