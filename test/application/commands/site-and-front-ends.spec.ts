import { describe, expect, it } from 'vitest'
import { given, lived } from '../../support/ledger/given.js'
import { memoryLedger } from '../../support/ledger/memory-ledger.js'
import { configuring, registering } from '../../support/ledger/sends.js'

const contoso = configuring({ sipDomains: ['contoso.com', 'fabrikam.com'] })
const settingsAfter = async (...sent: ReadonlyArray<ReturnType<typeof configuring>>) => {
  const ledger = memoryLedger()
  await lived(ledger, sent)
  return (await ledger.events()).at(-1)?.data
}

describe('ConfigureSite', () => {
  it('takes the first SIP domain as realm, and the service name of the field', async () => {
    expect(await settingsAfter(contoso)).toMatchObject({
      sipDomains: ['contoso.com', 'fabrikam.com'],
      realm: 'contoso.com',
      serviceName: '00000004-0000-0ff1-ce00-000000000000',
    })
  })

  it('changes only what is given', async () => {
    expect(await settingsAfter(contoso, configuring({ realm: 'tokens.contoso.com' }))).toMatchObject({
      sipDomains: ['contoso.com', 'fabrikam.com'], realm: 'tokens.contoso.com',
    })
    expect(await settingsAfter(contoso, configuring({ sipDomains: 'Fabrikam.com' }))).toMatchObject({
      sipDomains: ['fabrikam.com'], realm: 'fabrikam.com',
    })
  })

  it('repeated records nothing', async () => {
    await given(contoso).when(contoso).recordsNothing()
    await given(contoso).when(configuring({})).recordsNothing()
  })

  it('is refused at first without a SIP domain', async () => {
    await given().when(configuring({ realm: 'contoso.com' })).rejects({ _tag: 'SipDomainRequired' })
  })
})

describe('RegisterFrontEnd', () => {
  it('makes a server known; repeated records nothing, however it is written', async () => {
    await given().when(registering()).records('FrontEndRegistered fe01.contoso.com')
    await given(registering()).when(registering(' FE01.Contoso.COM. ')).recordsNothing()
  })

  it('is refused for what is no name of a server', async () => {
    await given().when(registering('10.0.0.1')).rejects({
      _tag: 'InputNotUnderstood',
      problems: [{ field: 'fqdn', problem: { _tag: 'DomainNotUnderstood', text: '10.0.0.1' } }],
      unknown: [],
    })
  })
})
