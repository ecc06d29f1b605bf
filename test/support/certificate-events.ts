import type { CertificateEvent } from '../../domain/certificate/events.js'
import { aChainLink, custodyOf, factsOf } from './certificates.js'
import { instant } from './instants.js'

type DataOf<T extends CertificateEvent['type']> = Extract<CertificateEvent, { readonly type: T }>['data']

const { thumbprint, thumbprintSha256 } = factsOf('A')
const named = { thumbprint, thumbprintSha256 }

/** Events of the certificate A, with its key and its chain unless said otherwise. */
export const certificateImported = (
  at: string,
  overrides: Partial<DataOf<'CertificateImported'>> = {},
): CertificateEvent => ({
  type: 'CertificateImported',
  data: {
    facts: factsOf('A'),
    der: 'bGVhZg==',
    chain: [aChainLink()],
    privateKey: custodyOf('A'),
    format: 'PKCS#12',
    fileName: 'a.pfx',
    friendlyName: null,
    importedAt: instant(at),
    ...overrides,
  },
})

export const privateKeyImported = (
  at: string,
  generation: number,
  overridden: ReadonlyArray<string> = [],
): CertificateEvent => ({
  type: 'PrivateKeyImported',
  data: { ...named, privateKey: custodyOf('A', generation), importedAt: instant(at), overridden },
})

export const chainCompleted = (at: string, chain = [aChainLink()]): CertificateEvent => ({
  type: 'ChainCompleted',
  data: { ...named, chain, importedAt: instant(at) },
})

export const certificateRetired = (at: string, overridden: ReadonlyArray<string> = []): CertificateEvent => ({
  type: 'CertificateRetired',
  data: { ...named, retiredAt: instant(at), overridden },
})

export const compromiseRecorded = (since: string, at: string): CertificateEvent => ({
  type: 'CompromiseRecorded',
  data: { ...named, compromisedSince: instant(since), recordedAt: instant(at) },
})

export const privateKeyRead = (
  at: string,
  purpose: DataOf<'PrivateKeyRead'>['purpose'],
  generation = 1,
): CertificateEvent => ({
  type: 'PrivateKeyRead',
  data: { ...named, ref: custodyOf('A', generation).ref, purpose, readAt: instant(at) },
})

export const privateKeyDestroyed = (
  at: string,
  overridden: ReadonlyArray<string> = [],
  generation = 1,
): CertificateEvent => ({
  type: 'PrivateKeyDestroyed',
  data: { ...named, ref: custodyOf('A', generation).ref, destroyedAt: instant(at), overridden },
})
