import { describe, it } from 'vitest'
import type { FrontEndCommand } from '../../../domain/front-end/commands.js'
import { frontEnd, TOLERATED_SKEW_MS } from '../../../domain/front-end/decide.js'
import type { FrontEndEvent } from '../../../domain/front-end/events.js'
import { slotOf } from '../../../domain/values/slot.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { specification } from '../../dsl/given.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { must } from '../../support/log-reading.js'
import { agentA, agentB, fqdn, invitationA, invitationB } from './agents.js'

const given = specification(frontEnd)
const at = instant('2026-03-01')
const later = instant('2026-03-01 12:00Z')
const id = (digit: string): Uuid => decoded(Uuid, `6a0d6f3e-3f0b-4d0c-9b52-7d3f1f0c4e1${digit}`)

const register: FrontEndCommand = { type: 'RegisterFrontEnd', data: { fqdn, at } }
const registered: FrontEndEvent = { type: 'FrontEndRegistered', data: { fqdn, registeredAt: at } }
const expiresAt = instant('2026-03-02')
const invited: FrontEndEvent = {
  type: 'AgentInvited', data: { fqdn, invitation: invitationA, invitedAt: at, expiresAt },
}
const ask = (agent = agentA, invitation = invitationA, on = later): FrontEndCommand => ({
  type: 'RequestEnrolment', data: { ...agent, machine: 'fe01', version: '0.1.0', invitation, at: on },
})
const asked = (agent = agentA): FrontEndEvent => ({
  type: 'EnrolmentRequested', data: { ...agent, machine: 'fe01', version: '0.1.0', requestedAt: later },
})
const confirm = (fingerprint = agentA.fingerprint): FrontEndCommand => ({
  type: 'EnrolAgent', data: { fqdn, fingerprint, at: later },
})
const enrolled = (agent = agentA): FrontEndEvent => ({
  type: 'AgentEnrolled', data: { ...agent, machine: 'fe01', enrolledAt: later },
})
const start = (instance: Uuid, machine = 'fe01'): FrontEndCommand => ({
  type: 'StartAgent', data: { fqdn, instance, machine, version: '0.1.0', clockSkewMs: 0, at: later },
})
const started = (instance: Uuid): FrontEndEvent => ({
  type: 'AgentStarted', data: { fqdn, instance, machine: 'fe01', version: '0.1.0', clockSkewMs: 0, startedAt: later },
})
const ended: FrontEndEvent = { type: 'FrontEndDecommissioned', data: { fqdn, decommissionedAt: later } }
const declined: FrontEndEvent = {
  type: 'EnrolmentDeclined', data: { fqdn, fingerprint: agentA.fingerprint, declinedAt: later },
}
const trusted = [registered, invited, asked(), enrolled()]

describe('RegisterFrontEnd', () => {
  it('makes the front end known', () => given().when(register).then(registered))
  it('records nothing for one that is known', () => given(registered).when(register).thenNothing())
  it('registers one anew that was decommissioned', () => given(registered, ended).when(register).then(registered))

  it('leaves nothing of the agent that spoke before', () => {
    given(...trusted, ended, registered).when(start(id('1'))).thenRejects({ _tag: 'AgentNotEnrolled', fqdn })
    given(registered, invited, ended, registered).when(ask())
      .thenRejects({ _tag: 'InvitationNotValid', fqdn, because: 'unknown' })
  })
})

describe('InviteAgent', () => {
  const invite: FrontEndCommand = { type: 'InviteAgent', data: { fqdn, invitation: invitationB, expiresAt, at } }
  const another: FrontEndEvent = {
    type: 'AgentInvited', data: { fqdn, invitation: invitationB, invitedAt: at, expiresAt },
  }

  it('invites', () => given(registered).when(invite).then(another))
  it('refuses for a front end that is not registered', () => {
    given().when(invite).thenRejects({ _tag: 'FrontEndNotRegistered', fqdn })
    given(registered, ended).when(invite).thenRejects({ _tag: 'FrontEndNotRegistered', fqdn })
  })
  it('takes the place of an invitation that was not used', () => {
    given(registered, invited, another).when(ask())
      .thenRejects({ _tag: 'InvitationNotValid', fqdn, because: 'unknown' })
  })
})

describe('RequestEnrolment', () => {
  const invalid = (because: 'unknown' | 'used' | 'expired') => ({ _tag: 'InvitationNotValid', fqdn, because } as const)

  it('uses the invitation up', () => given(registered, invited).when(ask()).then(asked()))
  it('records nothing for the same keys again', () => {
    given(registered, invited, asked()).when(ask()).thenNothing()
    given(...trusted).when(ask()).thenNothing()
  })
  it('refuses other keys with an invitation that was used', () => {
    given(registered, invited, asked()).when(ask(agentB)).thenRejects(invalid('used'))
    given(...trusted).when(ask(agentB)).thenRejects(invalid('used'))
  })
  it('refuses an invitation from the instant on at which it expires', () => {
    given(registered, invited).when(ask(agentA, invitationA, expiresAt)).thenRejects(invalid('expired'))
  })
  it('refuses an invitation that was not given out', () => {
    given(registered, invited).when(ask(agentA, invitationB)).thenRejects(invalid('unknown'))
    given(registered, invited).when(ask(agentA, { ...invitationA, digest: invitationB.digest }))
      .thenRejects(invalid('unknown'))
    given(registered).when(ask()).thenRejects(invalid('unknown'))
  })
  it('refuses keys that were declined until they come with another invitation', () => {
    given(registered, invited, asked(), declined).when(ask()).thenRejects(invalid('used'))
    const anew: FrontEndEvent = { type: 'AgentInvited', data: { ...invited.data, invitation: invitationB } }
    given(registered, invited, asked(), declined, anew).when(ask(agentA, invitationB)).then(asked())
  })
})

describe('EnrolAgent', () => {
  it('trusts the keys that wait', () => given(registered, invited, asked()).when(confirm()).then(enrolled()))
  it('records nothing for an agent that is trusted', () => given(...trusted).when(confirm()).thenNothing())
  it('refuses another fingerprint than that which waits, and names both', () => {
    given(registered, invited, asked()).when(confirm(agentB.fingerprint)).thenRejects({
      _tag: 'FingerprintDiffers', fqdn, expected: agentA.fingerprint, given: agentB.fingerprint,
    })
  })
  it('refuses where nobody waits', () => {
    given(registered, invited).when(confirm()).thenRejects({ _tag: 'NoEnrolmentPending', fqdn })
    given(...trusted).when(confirm(agentB.fingerprint)).thenRejects({ _tag: 'NoEnrolmentPending', fqdn })
    given(registered, invited, asked(), declined).when(confirm()).thenRejects({ _tag: 'NoEnrolmentPending', fqdn })
  })
  it('leaves the agent trusted that is there until another one is confirmed', () => {
    const anew: FrontEndEvent = { type: 'AgentInvited', data: { ...invited.data, invitation: invitationB } }
    const waiting = [...trusted, anew, asked(agentB)]
    given(...waiting).when(start(id('1'))).then(started(id('1')))
    given(...waiting).when(confirm(agentB.fingerprint)).then(enrolled(agentB))
  })
})

describe('ReplaceAgentKeys', () => {
  const replace = (instance: Uuid): FrontEndCommand => ({
    type: 'ReplaceAgentKeys', data: { ...agentB, instance, at: later },
  })
  const replaced: FrontEndEvent = { type: 'AgentKeysReplaced', data: { ...agentB, replacedAt: later } }

  it('gives the agent other keys at the word of the process that speaks, once', () => {
    given(registered, enrolled(), started(id('1'))).when(replace(id('1'))).then(replaced)
    given(registered, enrolled(), started(id('1')), replaced).when(replace(id('1'))).thenNothing()
  })

  it('replaces nothing at the word of a process that another one has followed, however late that comes', () => {
    given(registered, enrolled(), started(id('1')), started(id('2'))).when(replace(id('1'))).thenRejects({
      _tag: 'AgentInstanceSuperseded', fqdn, process: id('1'), since: later,
    })
  })
})

describe('StartAgent', () => {
  it('begins', () => given(...trusted).when(start(id('1'))).then(started(id('1'))))
  it('records nothing for the process that speaks already, as after a restart of the server', () => {
    given(...trusted, started(id('1'))).when(start(id('1'))).thenNothing()
  })
  it('lets a restarted agent take the place of the process before it', () => {
    given(...trusted, started(id('1'))).when(start(id('2'))).then(started(id('2')))
  })
  it('refuses the process that was superseded', () => {
    given(...trusted, started(id('1')), started(id('2'))).when(start(id('1'))).thenRejects({
      _tag: 'AgentInstanceSuperseded', fqdn, process: id('1'), since: later,
    })
  })
  it('refuses another machine', () => {
    given(...trusted).when(start(id('1'), 'fe02')).thenRejects({ _tag: 'AgentOnOtherMachine', fqdn, machine: 'fe02' })
  })
})

describe('RecordIdentityConflict', () => {
  const conflict = { fqdn, instance: id('1'), machine: 'fe01', because: 'supersededInstance' } as const
  const said: FrontEndCommand = { type: 'RecordIdentityConflict', data: { ...conflict, at: later } }
  const seen: FrontEndEvent = { type: 'IdentityConflictSeen', data: { ...conflict, seenAt: later } }

  it('is recorded once for each process', () => {
    given(...trusted).when(said).then(seen)
    given(...trusted, seen).when(said).thenNothing()
  })
})

describe('RecordClockSkew', () => {
  const skewed = (clockSkewMs: number): FrontEndCommand => ({
    type: 'RecordClockSkew', data: { fqdn, clockSkewMs, at: later },
  })
  const seen = (clockSkewMs: number): FrontEndEvent => ({
    type: 'ClockSkewSeen', data: { fqdn, clockSkewMs, seenAt: later },
  })
  const hour = 3_600_000

  it('records nothing while the clock is about right', () => {
    given(...trusted).when(skewed(TOLERATED_SKEW_MS)).thenNothing()
    given(...trusted).when(skewed(-TOLERATED_SKEW_MS)).thenNothing()
  })
  it('records a clock that is wrong, ahead or behind', () => {
    given(...trusted).when(skewed(hour)).then(seen(hour))
    given(...trusted).when(skewed(-hour)).then(seen(-hour))
  })
  it('records nothing while it is as wrong as before', () => {
    given(...trusted, seen(hour)).when(skewed(hour + 1_000)).thenNothing()
  })
  it('records that it is right again', () => given(...trusted, seen(hour)).when(skewed(5)).then(seen(5)))
})

describe('DecommissionFrontEnd', () => {
  const decommission = (assigned: ReadonlyArray<ReturnType<typeof slot>> = []): FrontEndCommand => ({
    type: 'DecommissionFrontEnd', data: { fqdn, assigned, at: later },
  })
  const slot = () => must(slotOf('Default', fqdn))

  it('ends the front end', () => given(...trusted).when(decommission()).then(ended))
  it('records nothing for one that is ended', () => given(registered, ended).when(decommission()).thenNothing())
  it('refuses for one that was never known', () => {
    given().when(decommission()).thenRejects({ _tag: 'FrontEndNotRegistered', fqdn })
  })
  it('refuses while slots of its own hold certificates', () => {
    given(registered).when(decommission([slot()])).thenRejects({ _tag: 'FrontEndInUse', fqdn, slots: [slot()] })
  })
  it('lets no agent speak any more', () => {
    given(...trusted, ended).when(start(id('1'))).thenRejects({ _tag: 'FrontEndNotRegistered', fqdn })
  })
})
