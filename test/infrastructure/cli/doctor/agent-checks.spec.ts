import { describe, expect, it } from 'vitest'
import { TE } from '../../../../application/prelude.js'
import { agentsCheck, driftCheck } from '../../../../infrastructure/cli/doctor/agent-checks.js'
import type { Session } from '../../../../infrastructure/system/session.js'
import { instant } from '../../../support/instants.js'
import { must } from '../../../support/log-reading.js'

const now = () => instant('2026-11-20 12:00Z')

const answering = (content: object): Session =>
  ({ question: () => TE.right({ position: 7, at: '', knownAt: '', ...content }) }) as never

const replica = (replicaFqdn: string, hasAgent: boolean, reported: string | null) =>
  ({ replicaFqdn, hasAgent, lastStatusReport: reported === null ? null : instant(reported) })

const agents = async (...replicas: ReadonlyArray<object>) => {
  const { status, detail } = must(await agentsCheck(answering({ replicas }), { now } as never)())
  return { status, detail }
}

const lively = replica('fe01.contoso.com', true, '2026-11-20 11:00Z')

describe('doctor, of agents', () => {
  it('is content with agents that were heard of within the last hour or so', async () => {
    expect(await agents(lively, replica('fe02.contoso.com', true, '2026-11-20 10:45Z'))).toEqual({
      status: 'ok', detail: '2 agents, each heard of within the last hour or so',
    })
  })

  it('warns of one that is silent for longer, or never reported', async () => {
    const silent = replica('fe02.contoso.com', true, '2026-11-20 09:00Z')
    const never = replica('fe03.contoso.com', true, null)
    expect(await agents(lively, silent, never)).toEqual({
      status: 'warning',
      detail: 'fe02.contoso.com has not reported for 3 hours and fe03.contoso.com has never reported',
    })
  })

  it('warns of a front end without an agent beside others that have one', async () => {
    expect(await agents(lively, replica('fe02.contoso.com', false, null))).toEqual({
      status: 'warning', detail: 'without an agent: fe02.contoso.com',
    })
  })

  it('says nothing of a ledger that is used without agents', async () => {
    expect(await agents(replica('fe01.contoso.com', false, null))).toMatchObject({ status: 'ok' })
    expect(await agents()).toMatchObject({ status: 'ok' })
  })
})

describe('doctor, of drift', () => {
  const drift = async (...found: ReadonlyArray<{ readonly level: string }>) => {
    const listed = found.map(({ level }) => ({ fqdn: 'fe01.contoso.com', kind: 'foreign', type: 'Default', level }))
    const { status, detail } = must(await driftCheck(answering({ drift: listed }))())
    return { status, detail }
  }

  it('is content where nothing differs', async () => {
    expect(await drift()).toMatchObject({ status: 'ok' })
  })

  it('warns of what lies beside, and calls critical what is in force', async () => {
    expect(await drift({ level: 'warning' })).toEqual({
      status: 'warning', detail: 'Default is foreign on fe01.contoso.com; certledger drift list',
    })
    expect(await drift({ level: 'warning' }, { level: 'warning' })).toEqual(await drift({ level: 'warning' }))
    expect(await drift({ level: 'warning' }, { level: 'critical' })).toMatchObject({ status: 'critical' })
  })
})
