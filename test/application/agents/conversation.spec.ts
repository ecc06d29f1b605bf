import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { lived, said } from '../../support/ledger/given.js'
import { memoryLedger, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { fe01, registering } from '../../support/ledger/sends.js'
import { staffedDesk, started, trustedAgent, type StaffedDesk } from '../../support/ledger/staffed-desk.js'
import { freshKeys, jws, talkingAgent, type AgentKeyring } from '../../support/ledger/talking-agent.js'

const HOUR_MS = 3_600_000

const situation = async () => {
  const ledger = memoryLedger()
  await lived(ledger, [registering()])
  const desk = staffedDesk(ledger)
  const agent = await trustedAgent(ledger, desk)
  return { ledger, desk, agent }
}

/** Another process with the same keys. */
const processOf = ({ clock }: MemoryLedger, { signing, keys, fingerprint }: AgentKeyring, machine = 'machine 1') =>
  talkingAgent(clock, { machine, keyring: { signing, keys, fingerprint } })

const eventsSince = async (ledger: MemoryLedger, count: number) => (await ledger.events()).slice(count).map(said)
const soFar = async ({ events }: MemoryLedger) => (await events()).length

const heard = { meant: [], fqdn: fe01 }

describe('An agent that is trusted', () => {
  it('starts, is told the time of the ledger, and is heard', async () => {
    const { ledger, desk, agent } = await situation()
    expect(await started(desk, agent)).toEqual({
      epoch: desk.epoch, serverTime: ledger.clock.now(), clockSkewMs: 0,
    })
    expect(await desk.tell('sync', agent.sync())).toMatchObject(heard)
    expect(desk.heard).toMatchObject([{
      fqdn: fe01, keys: agent.keys, fingerprint: agent.fingerprint, instance: agent.instance, address: '10.0.0.1',
      asked: { actor: { kind: 'agent', name: fe01 }, origin: { face: 'agent', address: '10.0.0.1' } },
    }])
  })

  it('is seen: since when, when last, in which version, and as of which position', async () => {
    const { ledger, desk, agent } = await situation()
    const startedAt = ledger.clock.now()
    await started(desk, agent)
    expect(desk.seen()).toMatchObject([{ fqdn: fe01, position: null, lastSeen: startedAt }])
    ledger.clock.move(5_000)
    await desk.tell('sync', agent.sync())
    expect(desk.seen()).toEqual([{
      fqdn: fe01, instance: agent.instance, version: '0.1.0', startedAt, lastSeen: ledger.clock.now(), clockSkewMs: 0,
      position: 7,
    }])
  })

  it('is not heard before it has started, nor before it is confirmed', async () => {
    const { ledger, desk, agent } = await situation()
    expect(await desk.tell('sync', agent.sync())).toBe('AgentSessionUnknown')
    agent.hears(desk.epoch)
    expect(await desk.tell('sync', agent.sync())).toBe('AgentSessionUnknown')
    const stranger = talkingAgent(ledger.clock, { fqdn: 'fe09.contoso.com' })
    expect(await desk.tell('start', stranger.start())).toBe('AgentNotEnrolled')
  })

  it('that starts again is no alarm', async () => {
    const { ledger, desk, agent } = await situation()
    await started(desk, agent)
    const count = await soFar(ledger)
    const again = processOf(ledger, agent)
    expect(await started(desk, again)).toMatchObject({ epoch: desk.epoch })
    expect(await desk.tell('sync', again.sync())).toMatchObject(heard)
    expect(await eventsSince(ledger, count)).toEqual([`AgentStarted ${fe01}`])
  })

  it('goes on with a server that started again, and nothing is recorded', async () => {
    const { ledger, desk, agent } = await situation()
    await started(desk, agent)
    const count = await soFar(ledger)
    const next = staffedDesk(ledger, 2)
    expect(await next.tell('sync', agent.sync())).toBe('AgentSessionUnknown')
    expect(await started(next, agent)).toMatchObject({ epoch: next.epoch })
    expect(await next.tell('sync', agent.sync())).toMatchObject(heard)
    expect([await eventsSince(ledger, count), next.refused]).toEqual([[], []])
  })
})

describe('Two processes with one identity', () => {
  const alternating = async (desk: StaffedDesk, agents: ReadonlyArray<ReturnType<typeof talkingAgent>>) => {
    const answers: Array<unknown> = []
    for (const agent of [...agents, ...agents, ...agents]) answers.push(await desk.tell('sync', agent.sync()))
    return answers
  }

  it('are found out, and only the later one is heard', async () => {
    const { ledger, desk, agent } = await situation()
    const copy = processOf(ledger, agent)
    await started(desk, agent)
    await started(desk, copy)
    const count = await soFar(ledger)
    expect(await alternating(desk, [agent, copy])).toEqual([
      'AgentInstanceSuperseded', expect.objectContaining(heard),
      'AgentInstanceSuperseded', expect.objectContaining(heard),
      'AgentInstanceSuperseded', expect.objectContaining(heard),
    ])
    expect(await eventsSince(ledger, count)).toEqual([`IdentityConflictSeen ${fe01}`])
    expect((await ledger.events()).at(-1)).toMatchObject({
      data: { because: 'supersededInstance', instance: agent.instance, machine: 'machine 1' },
    })
  })

  it('are found out when the earlier one starts again', async () => {
    const { ledger, desk, agent } = await situation()
    const copy = processOf(ledger, agent)
    await started(desk, agent)
    await started(desk, copy)
    const count = await soFar(ledger)
    expect([await started(desk, agent), await started(desk, agent)]).toEqual([
      'AgentInstanceSuperseded', 'AgentInstanceSuperseded',
    ])
    expect(await desk.tell('sync', copy.sync())).toMatchObject(heard)
    expect(await eventsSince(ledger, count)).toEqual([`IdentityConflictSeen ${fe01}`])
  })

  it('are found out after the server started again', async () => {
    const { ledger, desk, agent } = await situation()
    const copy = processOf(ledger, agent)
    await started(desk, agent)
    await started(desk, copy)
    const count = await soFar(ledger)
    expect(await started(staffedDesk(ledger, 2), agent)).toBe('AgentInstanceSuperseded')
    expect(await eventsSince(ledger, count)).toEqual([`IdentityConflictSeen ${fe01}`])
  })

  it('on two machines are found out at once, and the right one goes on', async () => {
    const { ledger, desk, agent } = await situation()
    await started(desk, agent)
    const count = await soFar(ledger)
    const copy = processOf(ledger, agent, 'machine 2')
    expect([await started(desk, copy), await started(desk, copy)]).toEqual([
      'AgentOnOtherMachine', 'AgentOnOtherMachine',
    ])
    expect(await desk.tell('sync', agent.sync())).toMatchObject(heard)
    expect(await eventsSince(ledger, count)).toEqual([`IdentityConflictSeen ${fe01}`])
    expect((await ledger.events()).at(-1)).toMatchObject({ data: { because: 'otherMachine', machine: 'machine 2' } })
  })
})

describe('A message', () => {
  it('is heard once', async () => {
    const { desk, agent } = await situation()
    const start = agent.start()
    await desk.tell('start', start)
    agent.hears(desk.epoch)
    const sync = agent.sync()
    expect(await desk.tell('sync', sync)).toMatchObject(heard)
    const replayed = E.left({ _tag: 'AgentMessageReplayed', fqdn: fe01, sequence: 2, last: 2 })
    expect(await desk.ask('sync', sync)).toEqual(replayed)
    expect(await desk.tell('start', start)).toBe('AgentMessageReplayed')
    expect(desk.refused.map(({ subject, problem }) => [subject, problem])).toEqual([
      [fe01, 'AgentMessageReplayed'], [fe01, 'AgentMessageReplayed'],
    ])
    expect(await desk.tell('sync', agent.sync())).toMatchObject(heard)
  })

  it('is heard once of twenty that come at the same time', async () => {
    const { desk, agent } = await situation()
    await started(desk, agent)
    const sync = agent.sync()
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.tell('sync', sync)))
    expect(answers.filter((answer) => answer === 'AgentMessageReplayed')).toHaveLength(19)
  })

  it('of an earlier run of the server is not heard in this one', async () => {
    const { ledger, desk, agent } = await situation()
    await started(desk, agent)
    const [sync, next] = [agent.sync(), staffedDesk(ledger, 2)]
    await started(next, agent)
    expect(await next.tell('sync', sync)).toBe('AgentSessionUnknown')
  })

  it('is heard on the route only that it was signed for', async () => {
    const { desk, agent } = await situation()
    await started(desk, agent)
    const message = agent.sync()
    for (const route of ['enrol', 'start', 'collect', 'report', 'replaceKeys'] as const) {
      expect(await desk.ask(route, message)).toEqual(
        E.left({ _tag: 'AgentMessageNotUnderstood', because: 'otherRoute' }),
      )
    }
  })

  it('is heard only from whoever has the key, and altered by nobody', async () => {
    const { desk, agent } = await situation()
    await started(desk, agent)
    const thief = freshKeys()
    const forged = jws(thief.signing, agent.header('sync'), agent.stamped({ version: '0.1.0', entries: [] }))
    expect(await desk.tell('sync', forged)).toBe('AgentSignatureInvalid')
    const [header, , signature] = agent.sync().split('.')
    const [, content] = agent.sync().split('.')
    expect(await desk.tell('sync', `${header}.${content}.${signature}`)).toBe('AgentSignatureInvalid')
    expect(desk.refused.map(({ problem }) => problem)).toEqual(['AgentSignatureInvalid', 'AgentSignatureInvalid'])
  })

  it('speaks for the front end only whose key signed it', async () => {
    const { ledger, desk, agent } = await situation()
    await lived(ledger, [registering('fe02.contoso.com')])
    await started(desk, agent)
    const other = jws(agent.signing, agent.header('sync'), {
      ...agent.stamped({ version: '0.1.0', entries: [] }), fqdn: 'fe02.contoso.com',
    })
    expect(await desk.ask('sync', other)).toEqual(
      E.left({ _tag: 'AgentMessageNotUnderstood', because: 'content' }),
    )
    const header = { ...agent.header('sync'), kid: 'fe02.contoso.com' }
    expect(await desk.tell('sync', jws(agent.signing, header, {}))).toBe('AgentNotEnrolled')
  })

  it.each([1.5, -1, Number.MAX_SAFE_INTEGER + 1])('has a whole number, not %d', async (sequence) => {
    const { desk, agent } = await situation()
    expect(await desk.tell('start', agent.start({ sequence }))).toBe('AgentMessageNotUnderstood')
  })
})

describe('The clock of an agent', () => {
  it('that is an hour off is recorded once, told to the agent, and nothing else changes', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [registering()])
    const desk = staffedDesk(ledger)
    const agent = await trustedAgent(ledger, desk, { aheadMs: HOUR_MS })
    const count = await soFar(ledger)
    expect(await started(desk, agent)).toEqual({
      epoch: desk.epoch, serverTime: ledger.clock.now(), clockSkewMs: HOUR_MS,
    })
    expect(await desk.tell('sync', agent.sync())).toMatchObject({ clockSkewMs: HOUR_MS })
    expect(await eventsSince(ledger, count)).toEqual([`AgentStarted ${fe01}`])
    const [start] = (await ledger.events()).slice(count)
    expect(start).toMatchObject({ data: { clockSkewMs: HOUR_MS, startedAt: ledger.clock.now() } })
  })

  it('that goes wrong while it speaks is recorded, and that it is right again', async () => {
    const { ledger, desk, agent } = await situation()
    await started(desk, agent)
    const count = await soFar(ledger)
    ledger.clock.move(HOUR_MS)
    const late = agent.sync()
    ledger.clock.move(-HOUR_MS)
    const again = agent.sync()
    ledger.clock.move(60_000)
    await desk.tell('sync', late)
    ledger.clock.move(-60_000)
    await desk.tell('sync', again)
    const skews = (await ledger.events()).slice(count).map(({ type, data }) => [type, data])
    expect(skews).toMatchObject([
      ['ClockSkewSeen', { clockSkewMs: HOUR_MS - 60_000 }], ['ClockSkewSeen', { clockSkewMs: 0 }],
    ])
  })
})

describe('New keys', () => {
  const replacing = (
    { stamped, header, signing }: ReturnType<typeof talkingAgent>,
    { keys, signing: newKey }: AgentKeyring,
    over: object = {},
    prover = newKey,
  ) => {
    const content = stamped({ keys })
    const proof = jws(prover, header('replaceKeys'), { ...content, ...over })
    return jws(signing, header('replaceKeys'), { ...content, proof })
  }

  it('speak for the front end from then on, and the former ones no more', async () => {
    const { ledger, desk, agent } = await situation()
    await started(desk, agent)
    const keyring = freshKeys()
    expect(await desk.tell('replaceKeys', replacing(agent, keyring))).toEqual({ fingerprint: keyring.fingerprint })
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'AgentKeysReplaced', data: { keys: keyring.keys, fingerprint: keyring.fingerprint },
    })
    expect(await desk.tell('sync', agent.sync())).toBe('AgentSignatureInvalid')
    const renewed = processOf(ledger, keyring)
    expect(await started(desk, renewed)).toMatchObject({ epoch: desk.epoch })
  })

  it('are not believed without their own signature over the same', async () => {
    const { ledger, desk, agent } = await situation()
    await started(desk, agent)
    const count = await soFar(ledger)
    const keyring = freshKeys()
    expect(await desk.tell('replaceKeys', replacing(agent, keyring, {}, agent.signing))).toBe('AgentSignatureInvalid')
    expect(await desk.tell('replaceKeys', replacing(agent, keyring, { sequence: 1 }))).toBe('AgentMessageNotUnderstood')
    expect(await desk.tell('replaceKeys', replacing(agent, keyring, { keys: agent.keys })))
      .toBe('AgentMessageNotUnderstood')
    expect(await eventsSince(ledger, count)).toEqual([])
  })
})

describe('Whoever has the keys of an agent and speaks without end', () => {
  it('puts 600 things on record at once, and is told to wait', async () => {
    const { ledger, desk, agent } = await situation()
    await started(desk, agent)
    const before = await soFar(ledger)
    const answers: Array<unknown> = []
    for (let nth = 1; nth <= 650; nth += 1) {
      answers.push(await desk.tell('start', agent.start({ instance: randomUUID(), machine: 'machine 2' })))
    }
    expect([answers[0], answers.at(-1)]).toEqual(['AgentOnOtherMachine', 'AgentSpeaksTooOften'])
    expect(await soFar(ledger)).toBeLessThanOrEqual(before + 600)
    ledger.clock.move(1_000)
    expect(await desk.tell('sync', agent.sync())).toMatchObject(heard)
  })

  it('and only repeats what was captured takes no turn away from the agent', async () => {
    const { desk, agent } = await situation()
    const start = agent.start()
    await desk.tell('start', start)
    agent.hears(desk.epoch)
    const captured = agent.sync()
    await desk.tell('sync', captured)
    for (let nth = 0; nth < 700; nth += 1) {
      expect(await desk.tell('sync', captured)).toBe('AgentMessageReplayed')
      expect(await desk.tell('start', start)).toBe('AgentMessageReplayed')
    }
    expect(await desk.tell('sync', agent.sync())).toMatchObject(heard)
  })
})
