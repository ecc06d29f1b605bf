import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { lived, said } from '../../support/ledger/given.js'
import { memoryLedger, rivalOf } from '../../support/ledger/memory-ledger.js'
import { confirming, declining, decommissioning, fe01, inviting, registering } from '../../support/ledger/sends.js'
import { invitationFor, pinned, staffedDesk, started, trustedAgent } from '../../support/ledger/staffed-desk.js'
import { freshKeys, jws, talkingAgent } from '../../support/ledger/talking-agent.js'
import { must } from '../../support/log-reading.js'

const HOUR_MS = 3_600_000

const situation = async () => {
  const ledger = memoryLedger()
  await lived(ledger, [registering()])
  const desk = staffedDesk(ledger)
  return { ledger, desk, invitation: await invitationFor(ledger) }
}

const stories = async ({ events }: ReturnType<typeof memoryLedger>) => (await events()).map(said)

describe('Enrolment', () => {
  it('waits for a confirmation, and tells whom the agent speaks to', async () => {
    const { ledger, desk, invitation } = await situation()
    const agent = talkingAgent(ledger.clock)
    const answer = { fingerprint: agent.fingerprint, ledger: pinned.ledger, signingKey: pinned.publicKey }
    expect(await desk.tell('enrol', agent.enrolment(invitation))).toEqual({ ...answer, state: 'pending' })
    expect(await desk.tell('enrol', agent.enrolment(invitation))).toEqual({ ...answer, state: 'pending' })
    must(await ledger.send(confirming(agent.fingerprint)))
    expect(await desk.tell('enrol', agent.enrolment(invitation))).toEqual({ ...answer, state: 'enrolled' })
    expect(await stories(ledger)).toEqual([
      `FrontEndRegistered ${fe01}`, `AgentInvited ${fe01}`, `EnrolmentRequested ${fe01}`, `AgentEnrolled ${fe01}`,
    ])
  })

  it('is on record as what the agent asked for, from where it came', async () => {
    const { ledger, desk, invitation } = await situation()
    await desk.tell('enrol', talkingAgent(ledger.clock).enrolment(invitation))
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'EnrolmentRequested',
      actor: { kind: 'agent', name: fe01, onBehalfOf: null },
      origin: { face: 'agent', address: '10.0.0.1' },
      data: { machine: 'machine 1', version: '0.1.0' },
    })
  })

  it('takes the fingerprint however it is read out, and no other', async () => {
    const { ledger, desk, invitation } = await situation()
    const agent = talkingAgent(ledger.clock)
    await desk.tell('enrol', agent.enrolment(invitation))
    const other = freshKeys().fingerprint
    expect(await ledger.send(confirming(other))).toMatchObject(
      E.left({ _tag: 'FingerprintDiffers', expected: agent.fingerprint, given: other }),
    )
    const readOut = (agent.fingerprint.toLowerCase().match(/.{1,4}/g) ?? []).join(' : ')
    expect(must(await ledger.send(confirming(readOut))).events).toHaveLength(1)
    expect(await ledger.send(confirming('3F2A'))).toMatchObject(
      E.left({ problems: [{ field: 'fingerprint', problem: { _tag: 'FingerprintNotUnderstood', digits: 4 } }] }),
    )
  })

  it('is told to be declined, until another invitation is given out', async () => {
    const { ledger, desk, invitation } = await situation()
    const agent = talkingAgent(ledger.clock)
    await desk.tell('enrol', agent.enrolment(invitation))
    must(await ledger.send(declining()))
    expect(await desk.tell('enrol', agent.enrolment(invitation))).toMatchObject({ state: 'declined' })
    expect(await desk.tell('enrol', agent.enrolment(await invitationFor(ledger)))).toMatchObject({ state: 'pending' })
  })

  it('takes an invitation once, of twenty that come at the same time through two servers', async () => {
    const { ledger, invitation } = await situation()
    const desks = [staffedDesk(ledger), staffedDesk(rivalOf(ledger, 2), 2)]
    const ten = Array.from({ length: 10 }, () => desks).flat()
    const answers = await Promise.all(
      ten.map((desk) => desk.tell('enrol', talkingAgent(ledger.clock).enrolment(invitation))),
    )
    expect(answers.filter((answer) => answer === 'InvitationNotValid')).toHaveLength(19)
    expect((await stories(ledger)).filter((one) => one.startsWith('EnrolmentRequested'))).toHaveLength(1)
    expect(desks.flatMap(({ refused }) => refused)).toHaveLength(19)
  })

  it('refuses an invitation that was used, with the front end on record', async () => {
    const { ledger, desk, invitation } = await situation()
    await desk.tell('enrol', talkingAgent(ledger.clock).enrolment(invitation))
    const events = await ledger.events()
    const thief = talkingAgent(ledger.clock)
    expect(await desk.ask('enrol', thief.enrolment(invitation))).toEqual(
      E.left({ _tag: 'InvitationNotValid', fqdn: fe01, because: 'used' }),
    )
    expect(desk.refused).toEqual([
      { subject: fe01, attempted: '/v1/agent/enrol', problem: 'InvitationNotValid', address: '10.0.0.1' },
    ])
    expect(await ledger.events()).toEqual(events)
  })

  it.each([
    ['that has expired', 24 * HOUR_MS, 'expired'],
    ['as long as it is good', 24 * HOUR_MS - 1, null],
  ] as const)('looks at the clock for an invitation %s', async (_which, laterMs, because) => {
    const { ledger, desk, invitation } = await situation()
    ledger.clock.move(laterMs)
    const answer = await desk.ask('enrol', talkingAgent(ledger.clock).enrolment(invitation))
    if (because === null) expect(E.isRight(answer)).toBe(true)
    else expect(answer).toEqual(E.left({ _tag: 'InvitationNotValid', fqdn: fe01, because }))
  })

  it('refuses what is no invitation, or one for another front end', async () => {
    const { ledger, desk, invitation } = await situation()
    await lived(ledger, [registering('fe02.contoso.com')])
    const elsewhere = await invitationFor(ledger, 'fe02.contoso.com')
    const agent = talkingAgent(ledger.clock)
    for (const text of ['', 'hello', elsewhere, invitation.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'))]) {
      expect(await desk.ask('enrol', agent.enrolment(text)), text).toEqual(
        E.left({ _tag: 'InvitationNotValid', fqdn: fe01, because: 'unknown' }),
      )
    }
    expect(await desk.tell('enrol', agent.enrolment(invitation))).toMatchObject({ state: 'pending' })
  })

  it('refuses keys that whoever asks does not have', async () => {
    const { ledger, desk, invitation } = await situation()
    const [agent, other] = [talkingAgent(ledger.clock), freshKeys()]
    expect(await desk.tell('enrol', agent.enrolment(invitation, { keys: other.keys }))).toBe('AgentSignatureInvalid')
    expect((await stories(ledger)).at(-1)).toBe(`AgentInvited ${fe01}`)
  })

  it('names no front end on record that somebody made up', async () => {
    const { ledger, desk, invitation } = await situation()
    const stranger = talkingAgent(ledger.clock, { fqdn: 'made.up.example' })
    expect(await desk.tell('enrol', stranger.enrolment(invitation))).toBe('FrontEndNotRegistered')
    expect(desk.refused).toMatchObject([{ subject: null, problem: 'FrontEndNotRegistered' }])
  })

  it.each([
    ['a machine of many characters', { machine: 'm'.repeat(201) }],
    ['a machine that steers a terminal', { machine: '\u001B[2J' }],
    ['no version', { version: '' }],
    ['an endless invitation', { invitation: 'x'.repeat(101) }],
    ['an invitation in other letters', { invitation: 'ŁŁ' }],
    ['another front end than it is signed for', { fqdn: 'fe02.contoso.com' }],
    ['no keys', { keys: undefined }],
  ])('does not understand %s', async (_what, over) => {
    const { ledger, desk, invitation } = await situation()
    expect(await desk.ask('enrol', talkingAgent(ledger.clock).enrolment(invitation, over))).toEqual(
      E.left({ _tag: 'AgentMessageNotUnderstood', because: 'content' }),
    )
  })

  it('shows the invitation once, and keeps its digest only', async () => {
    const { ledger, invitation } = await situation()
    const shown = JSON.stringify(await ledger.events())
    for (const secret of invitation.split('_').slice(2)) expect(shown).not.toContain(secret)
    const { token } = must(await ledger.send({ ...inviting(), asked: { dryRun: true } }))
    expect(token).toBeUndefined()
  })

  it('gives invitations of a minute to a week', async () => {
    const { ledger } = await situation()
    for (const expires of ['7d', '1m', '24h']) must(await ledger.send(inviting(fe01, { expires })))
    for (const expires of ['8d', '0m']) {
      expect(await ledger.send(inviting(fe01, { expires }))).toMatchObject(
        E.left({ problems: [{ field: 'expires', problem: { _tag: 'DurationNotWithin' } }] }),
      )
    }
  })
})

describe('An agent that is enrolled again', () => {
  it('takes the place of the one before only when it is confirmed', async () => {
    const { ledger, desk } = await situation()
    const before = await trustedAgent(ledger, desk)
    await desk.tell('start', before.start())
    before.hears(desk.epoch)
    const after = talkingAgent(ledger.clock, { machine: 'machine 2' })
    await desk.tell('enrol', after.enrolment(await invitationFor(ledger)))
    expect(await desk.tell('sync', before.sync())).toMatchObject({ meant: [] })
    must(await ledger.send(confirming(after.fingerprint)))
    expect(await desk.tell('sync', before.sync())).toBe('AgentSignatureInvalid')
    expect(await desk.tell('start', after.start())).toMatchObject({ epoch: desk.epoch })
  })

  it('is not the agent of a front end that was decommissioned', async () => {
    const { ledger, desk } = await situation()
    const agent = await trustedAgent(ledger, desk)
    await started(desk, agent)
    expect(desk.seen()).toHaveLength(1)
    must(await ledger.send(decommissioning()))
    expect(await desk.tell('sync', agent.sync())).toBe('AgentNotEnrolled')
    expect(desk.seen()).toEqual([])
    expect(await desk.tell('start', agent.start())).toBe('AgentNotEnrolled')
    await lived(ledger, [registering()])
    expect(await desk.tell('start', agent.start())).toBe('AgentNotEnrolled')
    const message = jws(agent.signing, agent.header('enrol'), {})
    expect(await desk.tell('enrol', message)).toBe('AgentMessageNotUnderstood')
  })
})
