import { evolveBy } from '../decider.js'
import type { CertificateRef } from '../values/certificate-ref.js'
import type { Instant } from '../values/instant.js'
import type { CertificateEvent, ChainLink, KeyCustody } from './events.js'
import type { CertificateFacts } from './facts.js'

/** Whether the private key is kept, and how often one was deposited. */
export type KeyState =
  | { readonly _tag: 'NeverImported' }
  | { readonly _tag: 'Kept'; readonly custody: KeyCustody }
  | { readonly _tag: 'Destroyed'; readonly generation: number; readonly destroyedAt: Instant }

/** What is known of a certificate. */
export type KnownCertificate = {
  readonly _tag: 'Known'
  readonly facts: CertificateFacts
  readonly der: string
  readonly chain: ReadonlyArray<ChainLink>
  readonly friendlyName: string | null
  readonly privateKey: KeyState
  readonly retiredAt: Instant | null
  readonly compromisedSince: Instant | null
}

export type CertificateState = { readonly _tag: 'Unknown' } | KnownCertificate

export const unknownCertificate: CertificateState = { _tag: 'Unknown' }

/** The name by which other aggregates speak of a certificate. */
export const refOf = ({
  thumbprint,
  thumbprintSha256,
  subject,
  notBefore,
  notAfter,
}: CertificateFacts): CertificateRef => ({
  thumbprint,
  thumbprintSha256,
  subject,
  notBefore,
  notAfter,
})

const whenKnown = (state: CertificateState, change: Partial<KnownCertificate>): CertificateState =>
  state._tag === 'Known' ? { ...state, ...change } : state

const kept = (custody: KeyCustody): KeyState => ({ _tag: 'Kept', custody })

/** The key's generation so far; 0 where none was ever deposited. */
export const generationOf = (key: KeyState): number => {
  if (key._tag === 'NeverImported') return 0
  return key._tag === 'Kept' ? key.custody.generation : key.generation
}

export const evolveCertificate = evolveBy<CertificateState, CertificateEvent>({
  CertificateImported: (_state, { facts, der, chain, friendlyName, privateKey }) => ({
    _tag: 'Known',
    facts,
    der,
    chain,
    friendlyName,
    privateKey: privateKey === null ? { _tag: 'NeverImported' } : kept(privateKey),
    retiredAt: null,
    compromisedSince: null,
  }),
  PrivateKeyImported: (state, { privateKey }) => whenKnown(state, { privateKey: kept(privateKey) }),
  ChainCompleted: (state, { chain }) => whenKnown(state, { chain }),
  CertificateRetired: (state, { retiredAt }) => whenKnown(state, { retiredAt }),
  CompromiseRecorded: (state, { compromisedSince }) => whenKnown(state, { compromisedSince }),
  PrivateKeyRead: (state) => state,
  PrivateKeyDestroyed: (state, { destroyedAt }) =>
    state._tag === 'Known'
      ? { ...state, privateKey: { _tag: 'Destroyed', generation: generationOf(state.privateKey), destroyedAt } }
      : state,
})
