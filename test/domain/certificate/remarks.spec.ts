import { describe, expect, it } from 'vitest'
import { remarks } from '../../../domain/certificate/acceptability.js'
import { aKnownCertificate } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'

const at = instant('2026-06-01')

describe('Remarks at an import without a role', () => {
  it('have nothing to say of a sound certificate', () => {
    expect(remarks(aKnownCertificate(), at)).toEqual([])
  })

  it('tell what no role would refuse the import for, and refuse nothing (F6, F8)', () => {
    const key = { keyAlgorithm: 'RSA-PSS', keySize: 1024 } as const
    const facts = { ...key, signatureHash: 'MD5', signatureAlgorithm: 'RSASSA-PSS' } as const
    const told = remarks(aKnownCertificate({ facts }), at)
    expect(told.map(({ _tag }) => _tag)).toEqual([
      'KeyTooShort', 'RsaPssNotSupported', 'RsaPssNotSupported', 'WeakSignature',
    ])
    expect(told.every(({ severity }) => severity === 'warning')).toBe(true)
  })

  it('name no role with a short key', () => {
    expect(remarks(aKnownCertificate({ facts: { keySize: 1024 } }), at)).toEqual([
      { _tag: 'KeyTooShort', role: null, keySize: 1024, requiredKeySize: 2048, severity: 'warning' },
    ])
  })

  it('tell an expired certificate as a warning', () => {
    const notAfter = instant('2026-05-01')
    expect(remarks(aKnownCertificate({ facts: { notAfter } }), at)).toEqual([
      { _tag: 'CertificateExpired', notAfter, at, severity: 'warning' },
    ])
  })

  it('say nothing of names, roles and custody, which depend on a role', () => {
    const facts = { commonNames: ['pool'], alternativeNames: [], keyAlgorithm: 'Ed25519', keySize: 0 } as const
    expect(remarks(aKnownCertificate({ facts, privateKey: { _tag: 'NeverImported' } }), at)).toEqual([])
  })

  it('put notices behind warnings', () => {
    const told = remarks(aKnownCertificate({ facts: { crlDistributionPoints: [] }, chain: [] }), at)
    expect(told.map(({ severity }) => severity)).toEqual(['warning', 'notice'])
  })
})
