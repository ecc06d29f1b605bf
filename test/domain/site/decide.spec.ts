import { describe, it } from 'vitest'
import { site, type SiteCommand } from '../../../domain/site/decide.js'
import type { SiteEvent } from '../../../domain/site/events.js'
import { SipDomain } from '../../../domain/values/sip-domain.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { specification } from '../../dsl/given.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'

const given = specification(site)

const skypeForBusiness = decoded(Uuid, '00000004-0000-0ff1-ce00-000000000000')
const exchange = decoded(Uuid, '00000002-0000-0ff1-ce00-000000000000')
const domains = (...names: ReadonlyArray<string>) => names.map((name) => decoded(SipDomain, name))

type Settings = { readonly sipDomains: ReadonlyArray<SipDomain>; readonly realm: string; readonly serviceName?: Uuid }

const configured = ({ sipDomains, realm, serviceName = skypeForBusiness }: Settings, at = '2026-03-01'): SiteEvent => ({
  type: 'SiteConfigured',
  data: { sipDomains, realm, serviceName, configuredAt: instant(at) },
})

const configure = (settings: Partial<Settings>, at = '2026-03-01'): SiteCommand => ({
  type: 'ConfigureSite',
  data: {
    sipDomains: settings.sipDomains ?? null,
    realm: settings.realm ?? null,
    serviceName: settings.serviceName ?? null,
    at: instant(at),
  },
})

const contoso = configured({ sipDomains: domains('contoso.com'), realm: 'contoso.com' })

describe('ConfigureSite', () => {
  it('takes the first SIP domain for the realm, and the well-known service name (S18, 5.1)', () => {
    given().when(configure({ sipDomains: domains('contoso.com') })).then(contoso)
    given()
      .when(configure({ sipDomains: domains('fabrikam.com', 'contoso.com') }))
      .then(configured({ sipDomains: domains('fabrikam.com', 'contoso.com'), realm: 'fabrikam.com' }))
  })

  it('takes realm and service name where they are given', () => {
    const all = { sipDomains: domains('contoso.com'), realm: 'realm.example', serviceName: exchange }
    given().when(configure(all)).then(configured(all))
  })

  it('records nothing for what is so already', () => {
    given(contoso).when(configure({ sipDomains: domains('contoso.com') }, '2026-04-01')).thenNothing()
    given(contoso)
      .when(configure({ realm: 'contoso.com', serviceName: skypeForBusiness }, '2026-04-01'))
      .thenNothing()
    given(contoso).when(configure({}, '2026-04-01')).thenNothing()
  })

  it('keeps what is left out', () => {
    given(contoso)
      .when(configure({ realm: 'realm.example' }, '2026-04-01'))
      .then(configured({ sipDomains: domains('contoso.com'), realm: 'realm.example' }, '2026-04-01'))
    given(configured({ sipDomains: domains('contoso.com'), realm: 'realm.example', serviceName: exchange }))
      .when(configure({ sipDomains: domains('fabrikam.com') }, '2026-04-01'))
      .then(
        configured(
          { sipDomains: domains('fabrikam.com'), realm: 'realm.example', serviceName: exchange },
          '2026-04-01',
        ),
      )
  })

  it('lets a realm that was taken from the first SIP domain follow it', () => {
    given(contoso)
      .when(configure({ sipDomains: domains('fabrikam.com', 'contoso.com') }, '2026-04-01'))
      .then(configured({ sipDomains: domains('fabrikam.com', 'contoso.com'), realm: 'fabrikam.com' }, '2026-04-01'))
  })

  it('records another order of the same domains, since the first is the default one', () => {
    const both = configured({ sipDomains: domains('contoso.com', 'fabrikam.com'), realm: 'realm.example' })
    given(both)
      .when(configure({ sipDomains: domains('fabrikam.com', 'contoso.com') }, '2026-04-01'))
      .then(configured({ sipDomains: domains('fabrikam.com', 'contoso.com'), realm: 'realm.example' }, '2026-04-01'))
  })

  it('takes a domain that is given twice once', () => {
    given().when(configure({ sipDomains: domains('contoso.com', 'contoso.com') })).then(contoso)
  })

  it('refuses a site without a SIP domain', () => {
    given().when(configure({ realm: 'contoso.com' })).thenRejects({ _tag: 'SipDomainRequired' })
    given(contoso).when(configure({ sipDomains: [] })).thenRejects({ _tag: 'SipDomainRequired' })
  })
})
