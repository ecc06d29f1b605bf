import { describe, expect, it } from 'vitest'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { SipDomain } from '../../../domain/values/sip-domain.js'
import { factsOf } from '../../support/certificates.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { clockAt, given, lived } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger } from '../../support/ledger/memory-ledger.js'
import {
  assigning, compromising, configuring, destroying, dry, importing, importingInto, registering, retiring, rolling,
} from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { refNamed, tokenSlot } from '../../support/slot-builders.js'

const token = 'OAuthTokenIssuer@global'
const server = 'Default@fe01.contoso.com'
const otherServer = 'Default@fe02.contoso.com'
const { thumbprint, thumbprintSha256 } = factsOf('A')

const fabrikam = { facts: { commonNames: ['fe01.fabrikam.com'], alternativeNames: [] } }

describe('AssignCertificate', () => {
  it('makes an imported certificate current at once', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A'), assigning('A', token)])
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'CertificateAssigned',
      data: { slot: tokenSlot, certificate: refNamed('A'), effectiveFrom: instant(beginsAt), overridden: [] },
    })
  })

  it('takes the thumbprint as it is pasted, SHA-1 or SHA-256', async () => {
    const pasted = [thumbprintSha256, thumbprintSha256.toLowerCase(), ` ${thumbprint.replace(/(..)/g, '$1 ')}`]
    for (const text of pasted) {
      await given(importing('A'))
        .when(assigning('A', token, { thumbprint: text }))
        .records(`CertificateAssigned ${token}`)
    }
  })

  it('repeated records nothing', async () => {
    await given(importing('A'), assigning('A', token)).when(assigning('A', token)).recordsNothing()
  })

  it('cancels a staged roll on record', async () => {
    const staged = [assigning('A', token), rolling('B', token, '2026-07-01')]
    await given(importing('A'), importing('B'), importing('C'), ...staged)
      .when(assigning('C', token))
      .records(`RollCancelled ${token}`, `CertificateAssigned ${token}`)
  })

  it('tells of the roll that it cancels, also when it is only tried, and not again', async () => {
    const ledger = memoryLedger()
    const staged = [assigning('A', token), rolling('B', token, '2026-07-01')]
    await lived(ledger, [importing('A'), importing('B'), importing('C'), ...staged])
    const told = {
      _tag: 'StagedRollCancelled', severity: 'warning', thumbprint: factsOf('B').thumbprint,
      effectiveAt: instant('2026-07-01T00:00:00Z'), because: 'assigned', slot: tokenSlot,
    }
    expect(must(await ledger.send(dry(assigning('C', token)))).findings).toContainEqual(told)
    expect(must(await ledger.send(assigning('C', token))).findings).toContainEqual(told)
    expect(must(await ledger.send(assigning('C', token))).findings).not.toContainEqual(told)
  })

  it('records first that a roll took effect which nobody recorded', async () => {
    await given(
      importing('A'), importing('B'), importing('C'), assigning('A', token), rolling('B', token, '2026-07-01'),
      clockAt('2026-07-02'),
    )
      .when(assigning('C', token))
      .records(`RollActivated ${token}`, `CertificateAssigned ${token}`)
  })
})

describe('AssignCertificate refuses', () => {
  it('a thumbprint that no certificate has', async () => {
    await given().when(assigning('A', token)).rejects({ _tag: 'CertificateUnknown', thumbprint })
    await given()
      .when(assigning('A', token, { thumbprint: thumbprintSha256 }))
      .rejects({ _tag: 'CertificateUnknown', thumbprint: thumbprintSha256 })
  })

  it('a SHA-1 thumbprint that two certificates have, and takes the SHA-256 of one', async () => {
    const twins = [importing('A'), importing({ name: 'B', facts: { thumbprint } })] as const
    await given(...twins).when(assigning('A', token)).rejects({
      _tag: 'ThumbprintAmbiguous', thumbprint, certificates: [thumbprintSha256, factsOf('B').thumbprintSha256],
    })
    await given(...twins)
      .when(assigning('A', token, { thumbprint: factsOf('B').thumbprintSha256 }))
      .records(`CertificateAssigned ${token}`)
  })

  it('a server role without its server, and a role where it does not belong', async () => {
    await given(importing('A'))
      .when(assigning('A', token, { type: 'Default' }))
      .rejects({ _tag: 'IdentityRequired', role: 'Default' })
    await given(importing('A')).when(assigning('A', token, { identity: 'fe01.contoso.com' })).rejects({
      _tag: 'ScopeNotAllowed', role: 'OAuthTokenIssuer', scope: decoded(Fqdn, 'fe01.contoso.com'), allowed: 'global',
    })
  })

  it('--roll without a date, and a date without --roll', async () => {
    await given(importing('A')).when(assigning('A', token, { roll: true })).rejects({ _tag: 'EffectiveDateMissing' })
    await given(importing('A'))
      .when(assigning('A', token, { effectiveDate: '2026-07-01' }))
      .rejects({ _tag: 'RollFlagMissing' })
  })

  it('a certificate whose key was destroyed, even with force where tokens are signed', async () => {
    for (const force of [false, true]) {
      await given(importing('A'), destroying('A')).when(assigning('A', token, { force })).rejects({
        _tag: 'CertificateNotAcceptable', slot: tokenSlot, thumbprint, forceable: false,
        findings: [{ _tag: 'PrivateKeyMissing', because: 'destroyed', severity: 'forbidden' }],
      })
    }
  })

  it('a compromised certificate, even with force', async () => {
    for (const force of [false, true]) {
      await given(importing('A'), compromising('A', '2026-05-01')).when(assigning('A', token, { force })).rejects({
        _tag: 'CertificateNotAcceptable', slot: tokenSlot, thumbprint, forceable: false,
        findings: [{ _tag: 'CertificateCompromised', since: instant('2026-05-01'), severity: 'forbidden' }],
      })
    }
  })

  it('a retired and an expired certificate, unless forced; and then records what was overridden', async () => {
    const earlier = [importing('A'), retiring('A'), clockAt('2028-06-01')] as const
    await given(...earlier).when(assigning('A', token)).rejects({
      _tag: 'CertificateNotAcceptable', slot: tokenSlot, thumbprint, forceable: true,
      findings: [
        { _tag: 'CertificateRetired', since: instant(beginsAt), severity: 'refused' },
        { _tag: 'CertificateExpired', notAfter: instant('2028-01-01'), at: instant('2028-06-01'), severity: 'refused' },
      ],
    })
    const ledger = memoryLedger()
    await lived(ledger, [...earlier, assigning('A', token, { force: true })])
    expect((await ledger.events()).at(-1)?.data).toMatchObject({
      overridden: ['CertificateExpired', 'CertificateRetired'],
    })
  })
})

describe('AssignCertificate judges by what is known', () => {
  const contoso = configuring({ sipDomains: ['contoso.com'] })
  const misnamed = importing({ name: 'A', ...fabrikam })
  const sipDomainMissing = <Severity extends string>(severity: Severity) => ({
    _tag: 'SipDomainMissing' as const, sipDomains: [decoded(SipDomain, 'contoso.com')], names: ['fe01.fabrikam.com'],
    severity,
  })
  const withoutSipDomain = {
    _tag: 'CertificateNotAcceptable', slot: tokenSlot, thumbprint, forceable: true,
    findings: [sipDomainMissing('refused')],
  } as const

  it('of the SIP domains of the site', async () => {
    await given(contoso, importing('A')).when(assigning('A', token)).tells()
    await given(contoso, misnamed).when(assigning('A', token)).rejects(withoutSipDomain)
    await given(misnamed).when(assigning('A', token)).tells()
  })

  it('of every SIP domain of the site: with one of them it is taken, and the others are told', async () => {
    const both = configuring({ sipDomains: ['contoso.com', 'fabrikam.com'] })
    const answer = await given(both, misnamed).when(assigning('A', token)).result()
    expect(must(answer).findings).toEqual([{ ...sipDomainMissing('warning'), slot: tokenSlot }])
  })

  it('of where the certificate serves already: then it need not name a SIP domain, which is told', async () => {
    const serving = [contoso, registering(), misnamed, assigning('A', server)] as const
    await given(...serving).when(assigning('A', token)).records(`CertificateAssigned ${token}`)
    const answer = await given(...serving).when(assigning('A', token)).result()
    expect(must(answer).findings).toEqual([{ ...sipDomainMissing('warning'), slot: tokenSlot }])
    const stagedOnly = [importing('B'), assigning('B', server), rolling('A', server, '2026-07-01')]
    await given(contoso, registering(), misnamed, ...stagedOnly).when(assigning('A', token)).rejects(withoutSipDomain)
    await given(contoso, registering(), misnamed, ...stagedOnly)
      .when(assigning('A', token, { force: true }))
      .tells('SipDomainMissing')
  })

  it('of the front ends that are registered', async () => {
    await given(registering(), importing('A')).when(assigning('A', server)).tells()
    await given(registering(), importing('A'))
      .when(assigning('A', otherServer))
      .tells('ServerNameMissing', 'FrontEndNotRegistered')
  })

  it('of the clock: what expires soon is told', async () => {
    await given(clockAt('2027-12-15'), importing('A')).when(assigning('A', token)).tells('CertificateExpiresSoon')
  })

  it('and does not take being previous somewhere for serving there', async () => {
    const replaced = [importing('B'), assigning('A', server), assigning('B', server)]
    await given(contoso, registering(), misnamed, ...replaced).when(assigning('A', token)).rejects(withoutSipDomain)
    await given(contoso, registering(), misnamed, ...replaced)
      .when(assigning('A', token, { force: true }))
      .tells('SipDomainMissing')
  })
})

describe('ImportCertificate and AssignCertificate', () => {
  it('come to the same, together or apart', async () => {
    const together = memoryLedger()
    await lived(together, [importingInto('A', token)])
    const apart = memoryLedger()
    await lived(apart, [importing('A'), assigning('A', token)])
    const content = async (ledger: typeof apart) => (await ledger.events()).map(({ type, data }) => ({ type, data }))
    expect(await content(together)).toEqual(await content(apart))
  })
})
