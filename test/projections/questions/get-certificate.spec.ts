import { describe, expect, it } from 'vitest'
import { E } from '../../../domain/prelude.js'
import { Position } from '../../../domain/values/position.js'
import { getCertificate } from '../../../projections/questions/get-certificate.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { lived } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger } from '../../support/ledger/memory-ledger.js'
import { assigning, importing, printOf, registering } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { projected } from '../../support/projected.js'

const fe01 = 'fe01.contoso.com'

/** Asks a ledger where A serves fe01 as Default, B the whole site, and nothing else is assigned. */
const ask = async (input: Readonly<Record<string, unknown>>) => {
  const ledger = memoryLedger()
  const assigned = [assigning('A', `Default@${fe01}`), assigning('B', 'OAuthTokenIssuer@global')]
  await lived(ledger, [registering(), importing('A'), importing('B'), ...assigned])
  const events = await ledger.events()
  const reached = decoded(Position, events.length)
  return getCertificate.ask(projected(events), input, { at: null, knownAt: null }, { now: instant(beginsAt), reached })
}

const slotsFor = async (input: Readonly<Record<string, unknown>>) =>
  must(await ask(input)).slots.map(({ type, identity, current }) => [type, identity, current?.thumbprint ?? null])

describe('GetCertificate for several types and one identity', () => {
  it('answers the slots that go with the identity, empty ones included', async () => {
    expect(await slotsFor({ type: 'default,oauthtokenissuer', identity: fe01 })).toEqual([
      ['Default', fe01, printOf('A')],
    ])
    expect(await slotsFor({ type: 'oauthtokenissuer,internal,default', identity: fe01 })).toEqual([
      ['Internal', fe01, null],
      ['Default', fe01, printOf('A')],
    ])
    expect(await slotsFor({ type: 'default,oauthtokenissuer', identity: 'global' })).toEqual([
      ['OAuthTokenIssuer', 'global', printOf('B')],
    ])
  })

  it('refuses a single type that does not go with the identity', async () => {
    expect(await ask({ type: 'oauthtokenissuer', identity: fe01 })).toEqual(
      E.left({ _tag: 'ScopeNotAllowed', role: 'OAuthTokenIssuer', scope: fe01, allowed: 'global' }),
    )
    expect(await ask({ type: 'default', identity: 'global' })).toEqual(
      E.left({ _tag: 'ScopeNotAllowed', role: 'Default', scope: 'global', allowed: 'front end' }),
    )
  })

  it('refuses several types of which none goes with the identity', async () => {
    expect(await ask({ type: 'default,internal', identity: 'global' })).toEqual(
      E.left({ _tag: 'ScopeNotAllowed', role: 'Default', scope: 'global', allowed: 'front end' }),
    )
  })

  it('without an identity answers every slot of the types', async () => {
    expect(await slotsFor({ type: 'default,oauthtokenissuer' })).toEqual([
      ['Default', fe01, printOf('A')],
      ['OAuthTokenIssuer', 'global', printOf('B')],
    ])
  })
})
