import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { observe } from '../../../application/agents/observe.js'
import { byAgent } from '../../../application/agents/speaking-agent.js'
import { E } from '../../../application/prelude.js'
import { frontEndStream } from '../../../domain/streams.js'
import { keyTexts } from '../../support/key-texts.js'
import { fe01 } from '../../support/ledger/sends.js'
import { putOnRecord } from '../../support/ledger/told-by-agents.js'
import { watchedLedger } from '../../support/ledger/watched-ledger.js'
import { must } from '../../support/log-reading.js'
import { byHand, placed } from '../../support/observed.js'

describe('What an agent reports', () => {
  it('is recorded as said by it, of its own front end, with both clocks', async () => {
    const ledger = await watchedLedger()
    const [event] = must(await observe(ledger.services, ledger.agent, {
      entries: [placed('A')], version: '0.1.0', sentAt: ledger.clock.now(),
    })())
    expect(event).toMatchObject({
      type: 'StoreObserved',
      stream: `observation-${fe01}`,
      actor: { kind: 'agent', name: fe01 },
      origin: { face: 'agent', address: '10.0.0.1' },
      data: { observedAt: ledger.clock.now(), receivedAt: ledger.clock.now() },
    })
  })

  it('twenty times at once is recorded once', async () => {
    const ledger = await watchedLedger()
    const all = await Promise.all(Array.from({ length: 20 }, () => ledger.reports(placed('A'))))
    expect(all.reduce((sum, count) => sum + count, 0)).toBe(1)
  })

  it('is refused for a front end that is not registered any more', async () => {
    const ledger = await watchedLedger()
    const { fqdn } = ledger.agent
    const event = { type: 'FrontEndDecommissioned', data: { fqdn, decommissionedAt: ledger.clock.now() } } as const
    await putOnRecord(ledger.ports.eventLog, [{ stream: frontEndStream(fqdn), event }])
    must(await ledger.services.refresh())
    expect(await observe(ledger.services, ledger.agent, {
      entries: [], version: '0.1.0', sentAt: ledger.clock.now(),
    })()).toEqual(E.left({ _tag: 'FrontEndNotRegistered', fqdn }))
  })

  it('is recorded without names where a file is named like a private key, and never the key', async () => {
    for (const text of keyTexts.filter((_, index) => index % 5 === 0)) {
      const ledger = await watchedLedger()
      const entries = [placed('A'), byHand('C', text), byHand('B')]
      expect(await ledger.reports(...entries)).toBe(1)
      expect(await ledger.reports(...entries)).toBe(0)
      expect(JSON.stringify(await ledger.events())).not.toContain(text.slice(0, 60))
      expect(await ledger.drift({ kind: 'foreign' })).toHaveLength(2)
    }
  })

  it('is recorded whatever honest names files have, and with those names', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 700 }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
      fc.constantFrom('[old]\n[new] web.key', '{ "a": 1 }.pem', 'fe-30-30-020103.p12', 'privateKey', 'MIIabAIBA.crt'),
    )
    const ledger = await watchedLedger()
    let reports = 0
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1 }), fc.string({ unit: 'binary' }), async (names, version) => {
        reports += 1
        const entries = names.map((name) => byHand('A', `Default/${name}`))
        const report = { entries, version: `${String(reports)} ${version}`, sentAt: ledger.clock.now() }
        const [event] = must(await observe(ledger.services, ledger.agent, report)())
        expect(JSON.stringify(event?.data)).not.toContain('withheld')
      }),
      { numRuns: 40 },
    )
  })

  it('is recorded wherever it comes from, also where the address looks like the beginning of a key', async () => {
    const ledger = await watchedLedger()
    const asked = byAgent(ledger.agent.fqdn, '2001:db8:30:4a0:2010:3::1')
    const report = { entries: [placed('A'), byHand('B')], version: '0.1.0', sentAt: ledger.clock.now() }
    const [event] = must(await observe(ledger.services, { ...ledger.agent, asked }, report)())
    expect(event).toMatchObject({ data: { version: '0.1.0', entries: [{ privateKey: 'usable' }, {}] } })
  })
})
