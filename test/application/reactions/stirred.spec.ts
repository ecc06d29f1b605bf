import { describe, expect, it } from 'vitest'
import { stirring, type Stirred } from '../../../application/reactions/stirred.js'
import { assigning, importing, registering } from '../../support/ledger/sends.js'
import { memoryLedger, type Sent } from '../../support/ledger/memory-ledger.js'
import { must } from '../../support/log-reading.js'

const [fe01, fe02] = ['fe01.contoso.com', 'fe02.contoso.com']

/** What the events of some commands stir, without those of the commands before. */
const stirredBy = async (earlier: ReadonlyArray<Sent>, later: ReadonlyArray<Sent>): Promise<Stirred> => {
  const ledger = memoryLedger()
  for (const sent of earlier) must(await ledger.send(sent))
  const before = (await ledger.events()).length
  for (const sent of later) must(await ledger.send(sent))
  const { add, take } = stirring()
  for (const event of (await ledger.events()).slice(before)) add(event)
  return take()
}

describe('What an event stirs', () => {
  it('is every front end, where a certificate is assigned to all', async () => {
    const { meant } = await stirredBy([importing('A')], [registering(fe01), assigning('A', 'OAuthTokenIssuer@global')])
    expect(meant).toBeNull()
  })

  it('is the front ends whose own slots change, and those that are registered, each once', async () => {
    const own = assigning('A', `Default@${fe01}`)
    const { meant } = await stirredBy([importing('A'), importing('B')], [
      registering(fe02), own, assigning('B', `Default@${fe01}`),
    ])
    expect(meant).toEqual([fe02, fe01])
  })

  it('is nobody, where nothing that is meant changes', async () => {
    expect(await stirredBy([], [{ name: 'GrantAccess', input: { subject: 'bob', roles: ['administrator'] } }]))
      .toEqual({ meant: [], observed: [] })
  })

  it('is taken once', async () => {
    const ledger = memoryLedger()
    must(await ledger.send(registering(fe01)))
    const { add, take } = stirring()
    for (const event of await ledger.events()) add(event)
    expect(take().meant).toEqual([fe01])
    expect(take().meant).toEqual([])
  })
})
