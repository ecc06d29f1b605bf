import { describe, it } from 'vitest'
import { slotOf } from '../../../domain/values/slot.js'
import { fqdn } from '../../domain/front-end/agents.js'
import { given } from '../../support/ledger/given.js'
import {
  askedAs, assigning, declining, decommissioning, fe01, importing, inviting, registering, removing, rolling,
} from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const slot = must(slotOf('Default', fqdn))
const inForce = [importing('A'), importing('B'), registering(), assigning('A', `Default@${fe01}`, { force: true })]
const because = { reason: 'the machine is lost' }

describe('DecommissionFrontEnd', () => {
  it('ends a front end, once', async () => {
    await given(registering()).when(decommissioning()).records(`FrontEndDecommissioned ${fe01}`)
    await given(registering(), decommissioning()).when(decommissioning()).recordsNothing()
  })

  it('refuses while a slot of its own holds a certificate, or will, and names it', async () => {
    const refused = { _tag: 'FrontEndInUse', fqdn, slots: [slot] } as const
    await given(...inForce).when(decommissioning()).rejects(refused)
    const staged = rolling('B', `Default@${fe01}`, '2026-07-01', { force: true })
    await given(...inForce, staged).when(decommissioning()).rejects(refused)
  })

  it('takes no notice of the global slots', async () => {
    const global = [importing('A'), assigning('A', 'OAuthTokenIssuer@global'), registering()]
    await given(...global).when(decommissioning()).records(`FrontEndDecommissioned ${fe01}`)
  })

  it('goes on when the slot was emptied', async () => {
    await given(...inForce, removing(`Default@${fe01}`, { force: true }))
      .when(decommissioning()).records(`FrontEndDecommissioned ${fe01}`)
  })

  it('goes on with force, and then wants to know why', async () => {
    const forced = decommissioning(fe01, { force: true })
    await given(...inForce).when(forced).rejects({ _tag: 'ReasonMissing', command: 'DecommissionFrontEnd' })
    await given(...inForce).when(askedAs(forced, because)).records(`FrontEndDecommissioned ${fe01}`)
  })

  it('refuses for a front end that was never registered', async () => {
    await given().when(decommissioning()).rejects({ _tag: 'FrontEndNotRegistered', fqdn })
  })

  it('lets the front end be registered anew', async () => {
    await given(registering(), decommissioning()).when(registering()).records(`FrontEndRegistered ${fe01}`)
  })
})

describe('A front end that is not registered', () => {
  it.each([inviting(), declining()])('has no agent: $name', async (sent) => {
    await given().when(sent).rejects({ _tag: 'FrontEndNotRegistered', fqdn })
    await given(registering(), decommissioning()).when(sent).rejects({ _tag: 'FrontEndNotRegistered', fqdn })
  })

  it('is warned of where a certificate is assigned to it', async () => {
    const assigned = assigning('A', `Default@${fe01}`, { force: true })
    await given(importing('A'), registering(), decommissioning()).when(assigned)
      .tells('FrontEndNotRegistered')
  })
})
