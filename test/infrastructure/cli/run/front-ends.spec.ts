import { describe, expect, it } from 'vitest'
import { commandsIn, run } from '../fake-world.js'

const fingerprint = '3F2A 9C01 '.repeat(8).trim()

describe('front-end', () => {
  it('confirms an agent by its fingerprint as it was read out, in quotes', async () => {
    const { code, done } = await run(['front-end', 'confirm', 'fe01.contoso.com', fingerprint])
    expect(code).toBe(0)
    expect(commandsIn(done)).toMatchObject([
      { name: 'ConfirmEnrolment', input: { fqdn: 'fe01.contoso.com', fingerprint } },
    ])
  })

  it('declines an agent with a reason for the record', async () => {
    const { done } = await run(['front-end', 'decline', 'fe01.contoso.com', '--reason', 'another fingerprint'])
    expect(commandsIn(done)).toMatchObject([
      { name: 'DeclineEnrolment', input: { fqdn: 'fe01.contoso.com' }, asked: { reason: 'another fingerprint' } },
    ])
  })

  it('decommissions nothing without a confirmation', async () => {
    const { code, err, done } = await run(['front-end', 'decommission', 'fe01.contoso.com'])
    expect([code, commandsIn(done)]).toEqual([2, []])
    expect(err).toContain('Take fe01.contoso.com out of service')
    const confirmed = await run(['front-end', 'decommission', 'fe01.contoso.com', '--yes'])
    expect(commandsIn(confirmed.done)).toMatchObject([
      { name: 'DecommissionFrontEnd', input: { fqdn: 'fe01.contoso.com' } },
    ])
  })
})
