import { describe, expect, it } from 'vitest'
import { acceptability, namesOf, type Circumstances } from '../../../domain/certificate/acceptability.js'
import type { Finding } from '../../../domain/certificate/finding.js'
import type { KnownCertificate } from '../../../domain/certificate/state.js'
import { SipDomain } from '../../../domain/values/sip-domain.js'
import { aChainLink, aKnownCertificate, factsOf } from '../../support/certificates.js'
import { decoded } from '../../support/decoded.js'
import { instant, justBefore } from '../../support/instants.js'
import { audioVideoSlot, defaultSlot, tokenSlot } from '../../support/slot-builders.js'

const contoso = decoded(SipDomain, 'contoso.com')
const fabrikam = decoded(SipDomain, 'fabrikam.com')

const judged = (certificate: KnownCertificate, circumstances: Partial<Circumstances> = {}): ReadonlyArray<Finding> =>
  acceptability(certificate, {
    slot: tokenSlot,
    at: instant('2026-06-01'),
    sipDomains: [contoso],
    assignedElsewhere: false,
    frontEndRegistered: true,
    ...circumstances,
  })

const forTokens = (certificate: Parameters<typeof aKnownCertificate>[0]) => judged(aKnownCertificate(certificate))
const forServer = (certificate: Parameters<typeof aKnownCertificate>[0]) =>
  judged(aKnownCertificate(certificate), { slot: defaultSlot })

describe('A sound certificate', () => {
  it('is accepted for tokens and for a server without a word', () => {
    expect(forTokens({})).toEqual([])
    expect(forServer({})).toEqual([])
    expect(judged(aKnownCertificate(), { slot: audioVideoSlot })).toEqual([])
  })
})

describe('Keys (S2, F6, F7)', () => {
  it('of less than 2048 RSA bits are forbidden for OAuthTokenIssuer, and told for every other role', () => {
    const facts = { keySize: 2047 }
    const short = { _tag: 'KeyTooShort', keySize: 2047, requiredKeySize: 2048 }
    expect(forTokens({ facts })).toEqual([{ ...short, role: 'OAuthTokenIssuer', severity: 'forbidden' }])
    expect(forServer({ facts })).toEqual([{ ...short, role: 'Default', severity: 'warning' }])
  })

  it('of 2048 RSA bits and more are fine', () => {
    expect(forTokens({ facts: { keySize: 2048 } })).toEqual([])
    expect(forTokens({ facts: { keySize: 4096 } })).toEqual([])
  })

  it('of another algorithm than RSA are forbidden for OAuthTokenIssuer, and fine for every other role', () => {
    for (const keyAlgorithm of ['EC', 'Ed25519'] as const) {
      const facts = { keyAlgorithm, keySize: keyAlgorithm === 'EC' ? 256 : 0 }
      const notAllowed = { _tag: 'KeyAlgorithmNotAllowed', role: 'OAuthTokenIssuer', keyAlgorithm, allowed: ['RSA'] }
      expect(forTokens({ facts })).toEqual([{ ...notAllowed, severity: 'forbidden' }])
      expect(forServer({ facts })).toEqual([])
    }
  })

  it('restricted to RSASSA-PSS are refused unless forced, and forbidden for tokens, which are RS256 (F8, F7)', () => {
    const facts = { keyAlgorithm: 'RSA-PSS' } as const
    const notSupported = { _tag: 'RsaPssNotSupported', where: 'key', severity: 'refused' }
    expect(forServer({ facts })).toEqual([notSupported])
    expect(forTokens({ facts }).map(({ _tag, severity }) => [_tag, severity])).toEqual([
      ['KeyAlgorithmNotAllowed', 'forbidden'],
      ['RsaPssNotSupported', 'refused'],
    ])
  })

  it('restricted to RSASSA-PSS are short below 2048 bits as well', () => {
    expect(forServer({ facts: { keyAlgorithm: 'RSA-PSS', keySize: 1024 } }).map(({ _tag }) => _tag)).toEqual([
      'RsaPssNotSupported',
      'KeyTooShort',
    ])
  })
})

describe('Signatures (2.8, 4.3, F8)', () => {
  it.each(['SHA-1', 'MD5', 'MD2'] as const)('made with %s are refused unless forced', (signatureHash) => {
    const weak = [{ _tag: 'WeakSignature', signatureHash, severity: 'refused' }]
    expect(forTokens({ facts: { signatureHash } })).toEqual(weak)
    expect(forServer({ facts: { signatureHash } })).toEqual(weak)
  })

  it.each(['SHA-2', 'SHA-3', 'none', 'other'] as const)('made with %s are fine', (signatureHash) => {
    expect(forTokens({ facts: { signatureHash } })).toEqual([])
  })

  it('of RSASSA-PSS are refused unless forced', () => {
    expect(forServer({ facts: { signatureAlgorithm: 'RSASSA-PSS' } })).toEqual([
      { _tag: 'RsaPssNotSupported', where: 'signature', severity: 'refused' },
    ])
  })

  it('in the chain are refused with MD5, told with SHA-1, and not looked at on a self-signed root', () => {
    const root = aChainLink({ subject: 'CN=Root', signatureHash: 'MD5' })
    const middle = (signatureHash: string) => aChainLink({ subject: 'CN=Middle', isSelfSigned: false, signatureHash })
    const chainSignature = { _tag: 'WeakChainSignature', issuer: 'CN=Middle' }
    expect(forTokens({ chain: [middle('SHA-2'), root] })).toEqual([])
    expect(forTokens({ chain: [middle('SHA-1'), root] })).toEqual([
      { ...chainSignature, signatureHash: 'SHA-1', severity: 'warning' },
    ])
    expect(forTokens({ chain: [middle('MD5'), root] })).toEqual([
      { ...chainSignature, signatureHash: 'MD5', severity: 'refused' },
    ])
  })
})

describe('Custody of the private key (S14, 2.8)', () => {
  const missing = (because: string, severity: string) => [{ _tag: 'PrivateKeyMissing', because, severity }]

  it('is demanded for tokens, since the key must be replicated, and refused unless forced for a server', () => {
    expect(forTokens({ privateKey: { _tag: 'NeverImported' } }))
      .toEqual(missing('neverImported', 'forbidden'))
    expect(forServer({ privateKey: { _tag: 'NeverImported' } })).toEqual(missing('neverImported', 'refused'))
  })

  it('ends where the key was destroyed (F11)', () => {
    const privateKey = { _tag: 'Destroyed' as const, generation: 1, destroyedAt: instant('2026-05-01') }
    expect(forTokens({ privateKey })).toEqual(missing('destroyed', 'forbidden'))
    expect(forServer({ privateKey })).toEqual(missing('destroyed', 'refused'))
  })

  it('is worth nothing once the key is compromised: forbidden everywhere', () => {
    const since = instant('2026-05-01')
    const compromised = [{ _tag: 'CertificateCompromised', since, severity: 'forbidden' }]
    expect(forTokens({ compromisedSince: since })).toEqual(compromised)
    expect(forServer({ compromisedSince: since })).toEqual(compromised)
  })

  it('of a retired certificate is taken up again only when forced', () => {
    const since = instant('2026-05-01')
    expect(forTokens({ retiredAt: since }))
      .toEqual([{ _tag: 'CertificateRetired', since, severity: 'refused' }])
  })
})

describe('Validity (6.3, S14)', () => {
  const { notBefore, notAfter } = factsOf('A')
  const at = (when: typeof notAfter) => judged(aKnownCertificate(), { at: when })

  it('is over at notAfter: refused unless forced', () => {
    expect(at(notAfter))
      .toEqual([{ _tag: 'CertificateExpired', notAfter, at: notAfter, severity: 'refused' }])
    expect(at(justBefore(notAfter))).toMatchObject([{ _tag: 'CertificateExpiresSoon' }])
  })

  it('begins at notBefore: refused before it unless forced', () => {
    const early = justBefore(notBefore)
    expect(at(early)).toEqual([{ _tag: 'CertificateNotYetValid', notBefore, at: early, severity: 'refused' }])
    expect(at(notBefore)).toEqual([])
  })

  it('is told below 60 days and warned of below 30', () => {
    const soon = (daysLeft: number, severity: string) => [
      { _tag: 'CertificateExpiresSoon', notAfter, daysLeft, severity },
    ]
    expect(at(instant('2027-11-02'))).toEqual([])
    expect(at(instant('2027-11-02 00:00:00.001Z'))).toEqual(soon(59, 'notice'))
    expect(at(instant('2027-12-02'))).toEqual(soon(30, 'notice'))
    expect(at(instant('2027-12-02 00:00:00.001Z'))).toEqual(soon(29, 'warning'))
    expect(at(justBefore(notAfter))).toEqual(soon(0, 'warning'))
  })
})

describe('Names for tokens (S3, F2)', () => {
  const named = (commonNames: ReadonlyArray<string>, alternativeNames: ReadonlyArray<string> = []) =>
    aKnownCertificate({
      facts: { commonNames, alternativeNames: alternativeNames.map((value) => ({ type: 'dns' as const, value })) },
    })
  const missing = (names: ReadonlyArray<string>, severity = 'refused', sipDomains = [contoso]) => [
    { _tag: 'SipDomainMissing', sipDomains, names, severity },
  ]

  it('hold a SIP domain in a common name, itself or as the parent', () => {
    expect(judged(named(['contoso.com']))).toEqual([])
    expect(judged(named(['pool01.CONTOSO.com']))).toEqual([])
  })

  it('hold a SIP domain in an alternative name, wildcards included', () => {
    expect(judged(named(['pool'], ['sip.contoso.com']))).toEqual([])
    expect(judged(named(['pool'], ['*.contoso.com']))).toEqual([])
  })

  it('are refused unless forced where none holds one, or only looks alike', () => {
    expect(judged(named(['pool.example.org']))).toEqual(missing(['pool.example.org']))
    expect(judged(named(['notcontoso.com'], ['contoso.com.evil.org']))).toEqual(
      missing(['contoso.com.evil.org', 'notcontoso.com']),
    )
    expect(judged(named([]))).toEqual(missing([]))
  })

  it('hold one of several SIP domains at least; those that are missing beside it are told, and those only', () => {
    const several = { sipDomains: [contoso, fabrikam] }
    expect(judged(named(['sip.fabrikam.com']), several)).toEqual(missing(['sip.fabrikam.com'], 'warning'))
    expect(judged(named(['sip.contoso.com']), several)).toEqual(missing(['sip.contoso.com'], 'warning', [fabrikam]))
    expect(judged(named(['sip.fabrikam.com']), { ...several, assignedElsewhere: true })).toEqual(
      missing(['sip.fabrikam.com'], 'warning'),
    )
  })

  it('hold all of several SIP domains, and then there is nothing to tell', () => {
    const both = named(['sip.contoso.com'], ['fabrikam.com'])
    expect(judged(both, { sipDomains: [contoso, fabrikam] })).toEqual([])
    expect(judged(both, { sipDomains: [contoso, fabrikam], assignedElsewhere: true })).toEqual([])
  })

  it('are refused unless forced where none of several SIP domains is held, and all of them are listed', () => {
    const none = named(['pool.example.org'])
    expect(judged(none, { sipDomains: [contoso, fabrikam] })).toEqual(
      missing(['pool.example.org'], 'refused', [contoso, fabrikam]),
    )
  })

  it('are only told where the certificate serves a role already', () => {
    const none = named(['pool.example.org'])
    expect(judged(none, { assignedElsewhere: true })).toEqual(missing(['pool.example.org'], 'warning'))
    expect(judged(none, { sipDomains: [contoso, fabrikam], assignedElsewhere: true })).toEqual(
      missing(['pool.example.org'], 'warning', [contoso, fabrikam]),
    )
  })

  it('do not matter where no SIP domain is configured yet', () => {
    expect(judged(named(['pool.example.org']), { sipDomains: [] })).toEqual([])
  })

  it('are host names: common names and dNSNames, once each, in small letters', () => {
    const facts = factsOf('A', {
      commonNames: ['FE01.contoso.com', 'pool'],
      alternativeNames: [{ type: 'dns', value: 'fe01.CONTOSO.com' }, { type: 'ip', value: '192.0.2.1' }],
    })
    expect(namesOf(facts)).toEqual(['fe01.contoso.com', 'pool'])
  })
})

describe('Names for a server (2.8)', () => {
  const fqdn = 'fe01.contoso.com'
  const namedOnly = (commonName: string) => forServer({ facts: { commonNames: [commonName], alternativeNames: [] } })

  it('hold its FQDN, or a wildcard of its domain', () => {
    expect(namedOnly('FE01.contoso.com')).toEqual([])
    expect(namedOnly('*.contoso.com')).toEqual([])
  })

  it('are told where they do not', () => {
    for (const name of ['fe02.contoso.com', 'contoso.com', '*.com', '*.fe01.contoso.com', '*']) {
      expect(namedOnly(name))
        .toEqual([{ _tag: 'ServerNameMissing', fqdn, names: [name], severity: 'warning' }])
    }
  })

  it('need no SIP domain', () => {
    expect(judged(aKnownCertificate(), { slot: defaultSlot, sipDomains: [fabrikam] })).toEqual([])
  })

  it('of a server that is not registered are told', () => {
    expect(judged(aKnownCertificate(), { slot: defaultSlot, frontEndRegistered: false })).toEqual([
      { _tag: 'FrontEndNotRegistered', fqdn, severity: 'warning' },
    ])
  })
})

describe('Usage and chain (2.8, S14, 4.3)', () => {
  it('wants server authentication, said or unrestricted', () => {
    const clientOnly = ['1.3.6.1.5.5.7.3.2']
    expect(forServer({ facts: { extendedKeyUsage: clientOnly } })).toEqual([
      { _tag: 'ServerAuthenticationMissing', extendedKeyUsage: clientOnly, severity: 'warning' },
    ])
    expect(forServer({ facts: { extendedKeyUsage: null } })).toEqual([])
    expect(forServer({ facts: { extendedKeyUsage: ['2.5.29.37.0'] } })).toEqual([])
    expect(forServer({ facts: { extendedKeyUsage: [...clientOnly, '1.3.6.1.5.5.7.3.1'] } })).toEqual([])
  })

  it('wants a CRL distribution point, unless self-signed', () => {
    expect(forServer({ facts: { crlDistributionPoints: [] } })).toEqual([
      { _tag: 'CrlDistributionPointMissing', severity: 'notice' },
    ])
    expect(forServer({ facts: { crlDistributionPoints: [], isSelfSigned: true }, chain: [] })).toEqual([])
  })

  it('wants a chain that ends in a root', () => {
    const incomplete = (lastIssuer: string) => [{ _tag: 'ChainIncomplete', lastIssuer, severity: 'warning' }]
    expect(forServer({ chain: [] })).toEqual(incomplete('CN=Contoso Issuing CA'))
    expect(forServer({ chain: [aChainLink({ subject: 'CN=Middle', isSelfSigned: false })] })).toEqual(
      incomplete('CN=Middle'),
    )
    expect(forServer({ chain: [], facts: { isSelfSigned: true } })).toEqual([])
  })

  it('tells of a certificate authority put to use as a server', () => {
    expect(forServer({ facts: { isCertificateAuthority: true } })).toEqual([
      { _tag: 'IsCertificateAuthority', severity: 'warning' },
    ])
    expect(forServer({ facts: { isCertificateAuthority: true, isSelfSigned: true } })).toEqual([])
  })
})

describe('Findings', () => {
  it('come with the weightiest first', () => {
    const found = forTokens({
      facts: { keySize: 1024, signatureHash: 'SHA-1', crlDistributionPoints: [], extendedKeyUsage: [] },
    })
    expect(found.map(({ severity }) => severity)).toEqual(['forbidden', 'refused', 'warning', 'notice'])
  })
})
