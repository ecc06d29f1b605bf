import type { CertificateCommand } from '../../domain/certificate/commands.js'
import type { Slot } from '../../domain/values/slot.js'
import { aChainLink, custodyOf, factsOf } from './certificates.js'
import { instant } from './instants.js'

type DataOf<T extends CertificateCommand['type']> = Extract<CertificateCommand, { readonly type: T }>['data']
type Use = { readonly inUse?: ReadonlyArray<Slot>; readonly force?: boolean }

/** Commands to the certificate A, with its key and its chain unless said otherwise. */
export const importCertificate = (
  at: string,
  overrides: Partial<DataOf<'ImportCertificate'>> = {},
): CertificateCommand => ({
  type: 'ImportCertificate',
  data: {
    facts: factsOf('A'),
    der: 'bGVhZg==',
    chain: [aChainLink()],
    privateKey: custodyOf('A'),
    format: 'PKCS#12',
    fileName: 'a.pfx',
    friendlyName: null,
    force: false,
    at: instant(at),
    ...overrides,
  },
})

const using = ({ inUse = [], force = false }: Use, at: string) => ({ inUse, force, at: instant(at) })

export const retireCertificate = (at: string, use: Use = {}): CertificateCommand => ({
  type: 'RetireCertificate',
  data: using(use, at),
})

export const recordCompromise = (since: string, at: string): CertificateCommand => ({
  type: 'RecordCompromise',
  data: { since: instant(since), at: instant(at) },
})

export const readPrivateKey = (
  at: string,
  purpose: DataOf<'ReadPrivateKey'>['purpose'] = 'export',
): CertificateCommand => ({
  type: 'ReadPrivateKey',
  data: { purpose, at: instant(at) },
})

export const destroyPrivateKey = (at: string, use: Use = {}): CertificateCommand => ({
  type: 'DestroyPrivateKey',
  data: using(use, at),
})
