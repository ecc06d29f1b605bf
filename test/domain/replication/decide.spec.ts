import { describe, expect, it } from 'vitest'
import type { ReplicationCommand } from '../../../domain/replication/commands.js'
import { replication } from '../../../domain/replication/decide.js'
import type { ReplicationEvent } from '../../../domain/replication/events.js'
import { backoffMs, dueAfterCollection, dueAfterFailure } from '../../../domain/replication/facts.js'
import { AgentFingerprint } from '../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { specification } from '../../dsl/given.js'
import { aCertificateRef } from '../../support/certificates.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'
import { tokenSlot } from '../../support/slot-builders.js'

const given = specification(replication)
const delivery = { fqdn: decoded(Fqdn, 'fe01.contoso.com'), slot: tokenSlot, generation: 0 }
const certificate = aCertificateRef('A')
const sealedTo = decoded(AgentFingerprint, 'F1'.repeat(32))
const [asked, at, later] = [instant('2026-06-01 12:00Z'), instant('2026-06-01 12:01Z'), instant('2026-06-01 12:11Z')]

const attempted = (attempt: number) => ({ ...delivery, attempt, certificate })

const requested = (attempt = 1): ReplicationEvent => ({
  type: 'ReplicationRequested',
  data: { ...attempted(attempt), as: 'current', challenge: countedId(9), because: 'assigned', requestedAt: asked },
})

const collected = (attempt = 1): ReplicationEvent => ({
  type: 'KeyCollected',
  data: { ...attempted(attempt), sealedTo, collectedAt: at, expiresAt: later },
})

const installed = (attempt = 1): ReplicationEvent => ({
  type: 'CertificateInstalled',
  data: { ...attempted(attempt), installedAt: at, reportedAt: at },
})

const proved = (attempt = 1): ReplicationEvent => ({
  type: 'PossessionProved',
  data: { ...attempted(attempt), provedAt: at, reportedAt: at, served: null },
})

const failed = (attempt = 1): ReplicationEvent => ({
  type: 'InstallationFailed',
  data: { ...attempted(attempt), reason: 'HOOK_FAILED', detail: null, failedAt: at, reportedAt: at },
})

const abandoned: ReplicationEvent = {
  type: 'ReplicationAbandoned',
  data: { ...delivery, certificate, because: 'noLongerMeant', abandonedAt: at },
}

type Because = Extract<ReplicationCommand, { readonly type: 'ReplicateToFrontEnd' }>['data']['because']

const replicate = (because: Because): ReplicationCommand => ({
  type: 'ReplicateToFrontEnd',
  data: { ...delivery, certificate, as: 'current', challenge: countedId(9), because, at: asked },
})

const collect = (attempt = 1): ReplicationCommand => ({
  type: 'CollectKey',
  data: { ...delivery, attempt, sealedTo, expiresAt: later, at },
})

const prove = (attempt = 1): ReplicationCommand => ({
  type: 'ProvePossession',
  data: { ...delivery, attempt, provedAt: at, served: null, at },
})

const install = (attempt = 1): ReplicationCommand => ({
  type: 'ReportInstallation',
  data: { ...delivery, attempt, installedAt: at, at },
})

const fail = (attempt = 1): ReplicationCommand => ({
  type: 'ReportFailure',
  data: { ...delivery, attempt, reason: 'HOOK_FAILED', detail: null, failedAt: at, at },
})

const refuse = (because: 'alreadyCollected' | 'abandoned' | 'otherAttempt'): ReplicationCommand => ({
  type: 'RecordRefusedCollection',
  data: { ...delivery, attempt: 1, because, at },
})

const abandon: ReplicationCommand = {
  type: 'AbandonReplication',
  data: { ...delivery, because: 'noLongerMeant', at },
}

const because = (event: ReplicationEvent, cause: Because): ReplicationEvent =>
  event.type === 'ReplicationRequested' ? { ...event, data: { ...event.data, because: cause } } : event

describe('ReplicateToFrontEnd', () => {
  it('asks for the first attempt', () => {
    given().when(replicate('assigned')).then(requested())
  })

  it.each(['assigned', 'registered', 'failed', 'overdue', 'invoked', 'drift'] as const)(
    'records nothing while nobody has collected it, whatever the cause: %s',
    (cause) => { given(requested()).when(replicate(cause)).thenNothing() },
  )

  it('asks for another attempt of what failed, is overdue, or is asked for again', () => {
    for (const cause of ['failed', 'overdue', 'invoked', 'drift'] as const) {
      given(requested(), collected(), failed()).when(replicate(cause)).then(because(requested(2), cause))
      given(requested(), collected(), proved()).when(replicate(cause)).then(because(requested(2), cause))
    }
  })

  it('records nothing for what is under way, because it is assigned', () => {
    for (const step of [collected(), installed(), proved(), failed()]) {
      given(requested(), collected(), step).when(replicate('assigned')).thenNothing()
    }
  })

  it('asks anew for what was given up', () => {
    given(requested(), collected(), abandoned).when(replicate('assigned')).then(requested(2))
  })
})

describe('CollectKey', () => {
  it('hands out what was asked for, once', () => {
    given(requested()).when(collect()).then(collected())
    for (const after of [[], [installed()], [proved()], [failed()]]) {
      given(requested(), collected(), ...after).when(collect()).thenRejects({
        _tag: 'KeyAlreadyCollected', ...delivery, attempt: 1, collectedAt: at,
      })
    }
  })

  it('refuses what was never asked for, was given up, or is another attempt', () => {
    given().when(collect()).thenRejects({ _tag: 'DeliveryNotRequested', ...delivery })
    given(requested(), abandoned).when(collect()).thenRejects({ _tag: 'DeliveryAbandoned', ...delivery })
    given(requested(), collected(), failed(), requested(2)).when(collect()).thenRejects({
      _tag: 'OtherAttempt', ...delivery, attempt: 1, present: 2,
    })
  })

  it('hands out the next attempt', () => {
    given(requested(), collected(), failed(), requested(2)).when(collect(2)).then(collected(2))
  })
})

describe('RecordRefusedCollection', () => {
  const refused = (cause: 'alreadyCollected' | 'abandoned'): ReplicationEvent => ({
    type: 'CollectionRefused',
    data: { ...attempted(1), because: cause, refusedAt: at },
  })

  it('is an alarm each time, also for what was given up', () => {
    given(requested(), collected()).when(refuse('alreadyCollected')).then(refused('alreadyCollected'))
    given(requested(), abandoned).when(refuse('abandoned')).then(refused('abandoned'))
  })

  it('records nothing where nothing was ever asked for, and changes nothing', () => {
    given().when(refuse('otherAttempt')).thenNothing()
    given(requested(), refused('alreadyCollected')).when(collect()).then(collected())
  })
})

describe('A report', () => {
  it('is recorded once', () => {
    given(requested(), collected()).when(install()).then(installed())
    given(requested(), collected(), installed()).when(install()).thenNothing()
    given(requested(), collected(), installed()).when(prove()).then(proved())
    given(requested(), collected(), proved()).when(prove()).thenNothing()
    given(requested(), collected(), proved()).when(install()).thenNothing()
    given(requested(), collected()).when(fail()).then(failed())
    given(requested(), collected(), failed()).when(fail()).thenNothing()
  })

  it('of what was not collected is refused', () => {
    for (const command of [install(), prove()]) {
      given(requested()).when(command).thenRejects({ _tag: 'NotCollected', ...delivery, attempt: 1 })
    }
  })

  it('about an earlier attempt, or what was given up, is passed over', () => {
    for (const command of [install(), prove(), fail()]) {
      given(requested(), collected(), failed(), requested(2)).when(command).thenNothing()
      given(requested(), collected(), abandoned).when(command).thenNothing()
    }
  })

  it('about an attempt that is still to come is refused', () => {
    given(requested(), collected()).when(prove(2)).thenRejects({
      _tag: 'OtherAttempt', ...delivery, attempt: 2, present: 1,
    })
  })
})

describe('AbandonReplication', () => {
  it('gives up what is open, once', () => {
    given(requested()).when(abandon).then(abandoned)
    given(requested(), abandoned).when(abandon).thenNothing()
    given().when(abandon).thenNothing()
  })
})

describe('Another attempt is due', () => {
  it('a minute after the first failure, twice as long after each further one, never more than an hour', () => {
    expect([1, 2, 3, 6, 7, 1_000].map(backoffMs)).toEqual([60_000, 120_000, 240_000, 1_920_000, 3_600_000, 3_600_000])
    expect(dueAfterFailure(1, at)).toBe(instant('2026-06-01 12:02Z'))
  })

  it('a quarter of an hour after what was collected stays unproved, later after many attempts', () => {
    expect(dueAfterCollection(1, at)).toBe(instant('2026-06-01 12:16Z'))
    expect(dueAfterCollection(7, at)).toBe(instant('2026-06-01 13:01Z'))
  })
})
