import { describe, expect, it } from 'vitest'
import { E } from '../../application/prelude.js'
import { Uuid } from '../../domain/values/uuid.js'
import { memoryLedger } from '../support/ledger/memory-ledger.js'
import { askedAs, configuring } from '../support/ledger/sends.js'

const contoso = configuring({ sipDomains: ['contoso.com'] })
const fabrikam = configuring({ sipDomains: ['fabrikam.com'] })
const commandId = '00000000-0000-4000-8000-000000000001'
const seen = (revision: number) => ({ seen: { stream: 'site', revision } })

describe('A command that is meant for one revision of a stream', () => {
  it('is done while the stream stands there', async () => {
    const ledger = memoryLedger()
    await ledger.send(contoso)
    expect(await ledger.send(askedAs(fabrikam, seen(0)))).toMatchObject({ right: { events: [{ revision: 1 }] } })
  })

  it('is refused with both revisions where the stream stands elsewhere, and records nothing', async () => {
    const ledger = memoryLedger()
    expect(await ledger.send(askedAs(fabrikam, seen(0)))).toEqual(
      E.left({ _tag: 'RevisionDiffers', stream: 'site', expected: 0, actual: null }),
    )
    await ledger.send(contoso)
    expect(await ledger.send(askedAs(fabrikam, seen(4)))).toEqual(
      E.left({ _tag: 'RevisionDiffers', stream: 'site', expected: 4, actual: 0 }),
    )
    expect(await ledger.events()).toHaveLength(1)
  })

  it('is refused where it would have recorded nothing, too', async () => {
    const ledger = memoryLedger()
    await ledger.send(contoso)
    expect(await ledger.send(askedAs(contoso, seen(7)))).toMatchObject({ left: { _tag: 'RevisionDiffers' } })
  })

  it('is answered with what it recorded when it is sent again', async () => {
    const ledger = memoryLedger()
    await ledger.send(contoso)
    if (!Uuid.is(commandId)) throw new Error('no UUID')
    const once = askedAs(fabrikam, { ...seen(0), commandId })
    const first = await ledger.send(once)
    expect(await ledger.send(once)).toMatchObject({ right: { events: E.isRight(first) ? first.right.events : [] } })
    expect(await ledger.events()).toHaveLength(2)
  })

  it('lets exactly one of several through that have seen the same', async () => {
    const ledger = memoryLedger()
    await ledger.send(contoso)
    const rivals = ['a', 'b', 'c'].map((name) =>
      ledger.send(askedAs(configuring({ sipDomains: [`${name}.com`] }), seen(0))))
    const outcomes = await Promise.all(rivals)
    expect(outcomes.filter(E.isRight)).toHaveLength(1)
    expect(await ledger.events()).toHaveLength(2)
  })
})
