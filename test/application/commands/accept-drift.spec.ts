import { describe, expect, it } from 'vitest'
import { acceptDrift } from '../../../application/commands/accept-drift.js'
import type { Asked } from '../../../application/context.js'
import { E } from '../../../application/prelude.js'
import { alice } from '../../support/ledger/memory-ledger.js'
import { assigning, fe01, importing, printOf } from '../../support/ledger/sends.js'
import { watchedLedger, type WatchedLedger } from '../../support/ledger/watched-ledger.js'
import { instant } from '../../support/instants.js'
import { must } from '../../support/log-reading.js'
import { byHand, placed } from '../../support/observed.js'

const token = 'OAuthTokenIssuer@global'
const inForce = [importing('A'), importing('B'), assigning('A', token)]
const foreign = { fqdn: fe01, type: 'OAuthTokenIssuer', kind: 'foreign' }
const named = { fqdn: fe01, role: 'OAuthTokenIssuer', kind: 'foreign' }

const accept = ({ services }: WatchedLedger, input: object = foreign, asked: Partial<Asked> = {}) =>
  acceptDrift.execute(services, { ...input }, { ...alice, reason: 'the old web server still needs it', ...asked })()

const minutes = (count: number): number => count * 60_000

/** After a hand-made install was found, half an hour later. */
const found = async (): Promise<WatchedLedger> => {
  const ledger = await watchedLedger(...inForce)
  await ledger.reports(placed('A'), byHand('C'))
  ledger.clock.move(minutes(30))
  return ledger
}

describe('AcceptDrift', () => {
  it('takes a difference off the list, and tells by whom and why where all is listed', async () => {
    const ledger = await found()
    const { events: [event] } = must(await accept(ledger))
    expect(event).toMatchObject({ type: 'DriftAccepted', stream: `observation-${fe01}` })
    expect(await ledger.drift()).toEqual([])
    expect(await ledger.drift({ all: true })).toMatchObject([
      {
        level: 'notice',
        accepted: {
          by: alice.actor.name, reason: 'the old web server still needs it', recordedAt: instant('2026-06-01 12:30Z'),
        },
      },
    ])
  })

  it('tells of the time before that it was not accepted', async () => {
    const ledger = await found()
    const before = (await ledger.events()).length
    must(await accept(ledger))
    expect(await ledger.drift({}, { at: instant('2026-06-01 12:29Z') })).toHaveLength(1)
    expect(await ledger.drift({}, { knownAt: before })).toHaveLength(1)
  })

  it('repeated records nothing', async () => {
    const ledger = await found()
    must(await accept(ledger))
    expect(must(await accept(ledger)).events).toEqual([])
  })

  it('records once however many send it at the same time', async () => {
    const ledger = await found()
    const all = await Promise.all(Array.from({ length: 20 }, () => accept(ledger)))
    expect(all.flatMap((result) => must(result).events)).toHaveLength(1)
  })

  it('holds while other things change, and ends when the file does', async () => {
    const ledger = await found()
    must(await accept(ledger))
    ledger.clock.move(minutes(5))
    await ledger.reports(placed('A'), byHand('C'), byHand('B', 'b.pfx'))
    expect(await ledger.drift()).toMatchObject([{ file: 'b.pfx' }])
    await ledger.reports(placed('A'), byHand('C', 'OAuthTokenIssuer/by-hand.pfx', { privateKey: 'missing' }))
    expect(await ledger.drift()).toMatchObject([{ thumbprint: printOf('C'), since: instant('2026-06-01 12:35Z') }])
  })

  it('ends when the file is gone, also where the same comes back', async () => {
    const ledger = await found()
    must(await accept(ledger))
    ledger.clock.move(minutes(5))
    await ledger.reports(placed('A'))
    await ledger.reports(placed('A'), byHand('C'))
    expect(await ledger.drift()).toHaveLength(1)
    expect(must(await accept(ledger)).events).toHaveLength(1)
  })

  it('of a place ends when something else is intended there', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('C'))
    ledger.clock.move(minutes(5))
    must(await accept(ledger))
    expect(await ledger.drift()).toEqual([])
    ledger.clock.move(minutes(5))
    must(await ledger.send(assigning('B', token)))
    ledger.clock.move(minutes(5))
    expect(await ledger.drift()).toMatchObject([{ kind: 'foreign', meant: { thumbprint: printOf('B') } }])
  })

  it('wants a reason', async () => {
    const ledger = await found()
    expect(await accept(ledger, foreign, { reason: null })).toEqual(
      E.left({ _tag: 'ReasonMissing', command: 'AcceptDrift' }),
    )
  })

  it('is refused where there is no such difference, or it may be a mere delay', async () => {
    const ledger = await found()
    const refused = (over: object) => E.left({ _tag: 'NoSuchDrift', ...named, thumbprint: null, file: null, ...over })
    expect(await accept(ledger, { ...foreign, kind: 'stale' })).toEqual(refused({ kind: 'stale' }))
    expect(await accept(ledger, { ...foreign, storeFile: 'x.pfx' })).toEqual(refused({ file: 'x.pfx' }))
    const thumbprint = printOf('B')
    expect(await accept(ledger, { ...foreign, thumbprint })).toEqual(refused({ thumbprint }))
    must(await ledger.send(assigning('B', token)))
    expect(await accept(ledger, { ...foreign, kind: 'stale' })).toEqual(refused({ kind: 'stale' }))
  })

  it('is refused for a front end that is not registered', async () => {
    const ledger = await found()
    expect(await accept(ledger, { ...foreign, fqdn: 'fe09.contoso.com' })).toEqual(
      E.left({ _tag: 'FrontEndNotRegistered', fqdn: 'fe09.contoso.com' }),
    )
  })

  it('wants to be told which one where several differ alike, and accepts by file or thumbprint', async () => {
    const ledger = await found()
    await ledger.reports(placed('A'), byHand('C'), byHand('B', 'b.pfx'))
    expect(await accept(ledger)).toEqual(
      E.left({
        _tag: 'SeveralDrifts',
        ...named,
        thumbprints: [printOf('C'), printOf('B')],
        files: ['OAuthTokenIssuer/by-hand.pfx', 'b.pfx'],
      }),
    )
    must(await accept(ledger, { ...foreign, storeFile: 'b.pfx' }))
    must(await accept(ledger, { ...foreign, thumbprint: printOf('C') }))
    expect(await ledger.drift()).toEqual([])
  })
})
