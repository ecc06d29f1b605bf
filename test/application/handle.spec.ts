import { describe, expect, it } from 'vitest'
import { handling, type Handle } from '../../application/handle.js'
import { streamsOf } from '../../application/load.js'
import { stamped, type Asked } from '../../application/context.js'
import type { AppendError, AppendRequest, EventLog } from '../../application/ports/event-log.js'
import { E, TE } from '../../application/prelude.js'
import { site } from '../../domain/site/decide.js'
import { frontEnd } from '../../domain/front-end/decide.js'
import { frontEndStream, siteStream } from '../../domain/streams.js'
import { Fqdn } from '../../domain/values/fqdn.js'
import { SipDomain } from '../../domain/values/sip-domain.js'
import { memoryLog } from '../../infrastructure/event-log/memory-log.js'
import { decoded } from '../support/decoded.js'
import { countedId, countedIds } from '../support/ledger/counted-ids.js'
import { alice } from '../support/ledger/memory-ledger.js'
import { movableClock } from '../support/ledger/movable-clock.js'
import { allEvents, must } from '../support/log-reading.js'

const clock = movableClock('2026-06-01')

/** A process on a log: its handle, and the contexts of its commands. */
const processOn = (eventLog: EventLog, nth = 1) => {
  const ids = countedIds(nth)
  const streams = streamsOf(eventLog, 100)
  const handle: Handle = handling({ eventLog, ids, clock, streams })
  const context = (asked: Partial<Asked> = {}) => stamped({ clock, ids }, { ...alice, ...asked })
  const domain = (name: string, asked: Partial<Asked> = {}) =>
    handle(site, context(asked), siteStream, {
      type: 'ConfigureSite',
      data: { sipDomains: [decoded(SipDomain, name)], realm: null, serviceName: null, at: clock.now() },
    })
  const registered = (name: string, asked: Partial<Asked> = {}) =>
    handle(frontEnd, context(asked), frontEndStream(decoded(Fqdn, name)), {
      type: 'RegisterFrontEnd',
      data: { fqdn: decoded(Fqdn, name), at: clock.now() },
    })
  return { domain, registered, refresh: streams.refresh }
}

/** What to do instead of an append, perhaps; undefined appends. */
type Instead = (request: AppendRequest) => ReturnType<EventLog['append']> | undefined

/** A log in memory whose appends can be disturbed, and the requests that reached it. */
const disturbed = (instead: Instead) => {
  const log = memoryLog()
  const requests: Array<AppendRequest> = []
  const eventLog: EventLog = {
    ...log,
    append: (request) => {
      requests.push(request)
      return instead(request) ?? log.append(request)
    },
  }
  return { log, eventLog, requests }
}

const conflict = ({ stream, expected }: AppendRequest): AppendError =>
  ({ _tag: 'Conflict', stream, expected, actual: 7 })

/** Fails the first `times` appends so. */
const firstTimes = (times: number, error: (request: AppendRequest) => AppendError): Instead => {
  let left = times
  return (request) => (left-- > 0 ? TE.left(error(request)) : undefined)
}

const unknown: AppendError = { _tag: 'OutcomeUnknown', reason: 'SQLITE_IOERR' }
const busy: AppendError = { _tag: 'LogBusy', waiting: 1000, limit: 1000 }
const full: AppendError = { _tag: 'LogFull', path: 'events.sqlite' }

const domainsOn = async (log: EventLog) =>
  (await allEvents(log)).map(({ data }) => ('sipDomains' in data ? data.sipDomains.join() : '?'))

describe('A command that meets a conflict', () => {
  it('is decided again, up to ten times in all', async () => {
    const { log, eventLog, requests } = disturbed(firstTimes(9, conflict))
    expect(must(await processOn(eventLog).domain('contoso.com')()).events).toHaveLength(1)
    expect(requests).toHaveLength(10)
    expect(await domainsOn(log)).toEqual(['contoso.com'])
  })

  it('is given up after ten, and the conflict is told', async () => {
    const { log, eventLog, requests } = disturbed(firstTimes(10, conflict))
    expect(await processOn(eventLog).domain('contoso.com')())
      .toEqual(E.left({ _tag: 'Conflict', stream: 'site', expected: 'noStream', actual: 7 }))
    expect(requests).toHaveLength(10)
    expect(await allEvents(log)).toEqual([])
  })

  it('is decided on what the other process recorded: a repeat by then records nothing', async () => {
    const log = memoryLog()
    const [ours, theirs] = [processOn(log, 1), processOn(log, 2)]
    await ours.refresh()
    must(await ours.domain('first.com')())
    must(await theirs.domain('second.com')())
    expect(must(await ours.domain('third.com')()).before).toMatchObject({ sipDomains: ['second.com'] })
    must(await theirs.refresh())
    must(await theirs.domain('fourth.com')())
    expect(must(await ours.domain('fourth.com')()).events).toEqual([])
    expect(await domainsOn(log)).toEqual(['first.com', 'second.com', 'third.com', 'fourth.com'])
  })

  it('fails with the log where what came between cannot be read', async () => {
    const failure = { _tag: 'LogUnavailable', path: 'ledger', reason: 'SQLITE_IOERR' } as const
    let failing = false
    const { eventLog } = disturbed((request) => {
      failing = true
      return TE.left(conflict(request))
    })
    const head: EventLog['head'] = () => (failing ? TE.left(failure) : eventLog.head())
    expect(await processOn({ ...eventLog, head }).domain('contoso.com')()).toEqual(E.left(failure))
  })
})

describe('A command whose outcome is unknown', () => {
  it('is tried again with the same event ids and recorded once, had it been recorded or not', async () => {
    for (const wasRecorded of [true, false]) {
      let left = 3
      const { log, eventLog, requests } = disturbed((request) => {
        if (left-- === 0) return undefined
        return wasRecorded ? TE.chainW(() => TE.left(unknown))(log.append(request)) : TE.left(unknown)
      })
      const { events } = must(await processOn(eventLog).domain('contoso.com')())
      expect(events.map(({ revision, position }) => ({ revision, position }))).toEqual([{ revision: 0, position: 1 }])
      expect(new Set(requests.map((request) => request.events.map(({ id }) => id).join())).size).toBe(1)
      expect(await domainsOn(log)).toEqual(['contoso.com'])
    }
  })

  it('is decided again where meanwhile another came first', async () => {
    let disturb = true
    const { log, eventLog } = disturbed(() => {
      if (!disturb) return undefined
      disturb = false
      return TE.chainW(() => TE.left(unknown))(TE.mapLeft(() => unknown)(processOn(log, 2).domain('other.com')))
    })
    expect(must(await processOn(eventLog).domain('contoso.com')()).events).toHaveLength(1)
    expect(await domainsOn(log)).toEqual(['other.com', 'contoso.com'])
  })

  it('stays unknown where the next try meets a log that is busy, full or gone: it may have been recorded', async () => {
    for (const later of [busy, full, unknown]) {
      let first = true
      const { eventLog } = disturbed(() => {
        const error = first ? unknown : later
        first = false
        return TE.left(error)
      })
      expect(await processOn(eventLog).domain('contoso.com')()).toEqual(E.left(unknown))
    }
  })

  it('is tried ten times', async () => {
    const { eventLog, requests } = disturbed(() => TE.left(unknown))
    await processOn(eventLog).domain('contoso.com')()
    expect(requests).toHaveLength(10)
  })
})

describe('A log that takes no append', () => {
  it.each([busy, full])('is told as it is, at once: $_tag', async (error) => {
    const { eventLog, requests } = disturbed(() => TE.left(error))
    expect(await processOn(eventLog).domain('contoso.com')()).toEqual(E.left(error))
    expect(requests).toHaveLength(1)
  })

  it('leaves nothing remembered: the next command is decided on what is recorded', async () => {
    const { log, eventLog } = disturbed(firstTimes(1, () => busy))
    const process = processOn(eventLog)
    await process.domain('contoso.com')()
    expect(must(await process.domain('contoso.com')())).toMatchObject({ before: null, events: [{ revision: 0 }] })
    expect(await domainsOn(log)).toEqual(['contoso.com'])
  })
})

describe('Commands in flight', () => {
  it('on one stream are decided one on the other, without a conflict', async () => {
    const { log, eventLog, requests } = disturbed(() => undefined)
    const process = processOn(eventLog)
    must(await process.domain('contoso.com')())
    const names = ['a.com', 'b.com', 'b.com', 'c.com', 'a.com']
    const handled = await Promise.all(names.map((name) => process.domain(name)()))
    expect(handled.map((one) => must(one).events.length)).toEqual([1, 1, 0, 1, 1])
    expect(requests).toHaveLength(5)
    expect(await domainsOn(log)).toEqual(['contoso.com', 'a.com', 'b.com', 'c.com', 'a.com'])
  })

  it('on other streams do not wait for each other', async () => {
    const waiting: Array<string> = []
    const { log, eventLog } = disturbed((request) => async () => {
      waiting.push(request.stream)
      while (waiting.length < 3) await new Promise((resolve) => setImmediate(resolve))
      return log.append(request)()
    })
    const process = processOn(eventLog)
    await Promise.all(['fe01.x', 'fe02.x', 'fe03.x'].map((name) => process.registered(name)()))
    expect(waiting).toEqual(['frontEnd-fe01.x', 'frontEnd-fe02.x', 'frontEnd-fe03.x'])
    expect(await allEvents(log)).toHaveLength(3)
  })
})

describe('A command that is sent again under its id', () => {
  it('is answered with what it recorded, whatever became of the stream since', async () => {
    const { log, eventLog } = disturbed(() => undefined)
    const process = processOn(eventLog)
    const commandId = countedId(99)
    const first = must(await process.domain('contoso.com', { commandId })()).events
    must(await process.domain('other.com')())
    expect(must(await process.domain('contoso.com', { commandId })()).events).toEqual(first)
    expect(await domainsOn(log)).toEqual(['contoso.com', 'other.com'])
  })
})

describe('A dry run', () => {
  it('plans the events at the revisions that they would get, and appends nothing', async () => {
    const { eventLog, requests } = disturbed(() => undefined)
    const process = processOn(eventLog)
    must(await process.domain('contoso.com')())
    const { events } = must(await process.domain('other.com', { dryRun: true })())
    expect(events).toMatchObject([{ type: 'SiteConfigured', stream: 'site', revision: 1, position: null }])
    expect(requests).toHaveLength(1)
  })
})

describe('The stamp of a command', () => {
  it('is on each of its events: time, actor, origin, reason, ticket, ids', async () => {
    const asked: Partial<Asked> = {
      reason: 'quarterly renewal', ticket: 'CHG-1', commandId: countedId(5),
      correlationId: countedId(6), causationId: countedId(7),
    }
    const { events } = must(await processOn(memoryLog()).domain('contoso.com', asked)())
    expect(events).toMatchObject([{
      recordedAt: clock.now(), actor: alice.actor, origin: alice.origin, reason: 'quarterly renewal', ticket: 'CHG-1',
      commandId: countedId(5), $correlationId: countedId(6), $causationId: countedId(7),
    }])
  })

  it('begins a story of its own where no correlation is given', async () => {
    const { events } = must(await processOn(memoryLog()).domain('contoso.com', { commandId: countedId(5) })())
    expect(events).toMatchObject([{ $correlationId: countedId(5), $causationId: null }])
  })
})
