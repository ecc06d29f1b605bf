import { describe, expect, it } from 'vitest'
import { collectKey } from '../../../application/agents/collect.js'
import type { SpeakingAgent } from '../../../application/agents/speaking-agent.js'
import { E, TE } from '../../../application/prelude.js'
import { planDeliveries } from '../../../application/reactions/plan-deliveries.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { memoryVault } from '../../../infrastructure/vault/memory-vault.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { plusMs } from '../../../domain/values/instant.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { collected, failed, proved, sealing } from '../../support/ledger/agent-steps.js'
import { logLost, vaultLost, withDiary } from '../../support/ledger/disturbances.js'
import { enrolledAgent } from '../../support/ledger/enrolled-agent.js'
import { keyOf } from '../../support/ledger/fake-certificates.js'
import { lived } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger, rivalOf, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { assigning, destroying, importing, registering, removing, replicating } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { tokenSlot } from '../../support/slot-builders.js'

const token = 'OAuthTokenIssuer@global'
const wanted = { slot: tokenSlot, generation: 0, attempt: 1 }
const fqdn = decoded(Fqdn, 'fe01.contoso.com')

type Situation = { readonly ledger: MemoryLedger; readonly agent: SpeakingAgent }

const requested = async (ledger: MemoryLedger = memoryLedger()): Promise<Situation> => {
  await lived(ledger, [importing('A'), importing('B'), assigning('A', token), registering()])
  const agent = await enrolledAgent(ledger, fqdn)
  must(await planDeliveries(ledger.services)())
  return { ledger, agent }
}

const collect = ({ ledger, agent }: Situation, over: Partial<typeof wanted> = {}) =>
  collectKey(sealing(ledger), agent, { ...wanted, ...over })()

const typesAfter = async ({ ledger }: Situation, type: string) => {
  const types = (await ledger.events()).map((event) => event.type)
  return types.slice(types.lastIndexOf(type as (typeof types)[number]) + 1)
}

const alarms = async ({ ledger }: Situation) =>
  (await ledger.events()).flatMap((event) => (event.type === 'CollectionRefused' ? [event.data.because] : []))

describe('A collected key', () => {
  it('is on record as handed out to this agent, for ten minutes, as what follows from its request', async () => {
    const situation = await requested()
    const request = (await situation.ledger.events()).at(-1)
    must(await collect(situation))
    const event = (await situation.ledger.events()).at(-1)
    expect(event).toMatchObject({
      type: 'KeyCollected',
      $causationId: request?.id,
      $correlationId: request?.$correlationId,
      actor: { kind: 'agent', name: fqdn },
      origin: { face: 'agent', address: '10.0.0.1' },
      data: {
        fqdn, slot: tokenSlot, generation: 0, attempt: 1, sealedTo: situation.agent.fingerprint,
        collectedAt: instant(beginsAt), expiresAt: plusMs(instant(beginsAt), 600_000),
      },
    })
  })

  it('is sealed for exactly what was put on record', async () => {
    const situation = await requested()
    const answer = must(await collect(situation))
    const recorded = (await situation.ledger.events()).at(-1)
    expect(answer).toMatchObject({ fqdn, ...wanted })
    expect(JSON.parse(answer.sealed)).toEqual({
      binding: {
        fqdn, ...wanted,
        thumbprintSha256: recorded?.type === 'KeyCollected' ? recorded.data.certificate.thumbprintSha256 : null,
        position: recorded?.position,
        expiresAt: plusMs(instant(beginsAt), 600_000),
      },
      keyBytes: keyOf('A').byteLength,
    })
  })

  it('leaves the vault before that is put on record, and is sealed only after', async () => {
    const { diary, ...ports } = withDiary(memoryLog(), memoryVault({ now: () => instant(beginsAt) }))
    const situation = await requested(memoryLedger(ports))
    diary.length = 0
    must(await collect(situation))
    expect(diary).toEqual(['open key', 'record KeyCollected'])
  })

  it('never stands in what is recorded or answered', async () => {
    const situation = await requested()
    const answer = must(await collect(situation))
    const shown = JSON.stringify([answer, await situation.ledger.events()])
    const seed = keyOf('A').subarray(-32)
    for (const encoding of ['hex', 'base64', 'latin1'] as const) expect(shown).not.toContain(seed.toString(encoding))
  })
})

describe('A second collection', () => {
  it('is refused, and is an alarm', async () => {
    const situation = await requested()
    must(await collect(situation))
    expect(await collect(situation)).toEqual(
      E.left({
        _tag: 'KeyAlreadyCollected', fqdn, slot: tokenSlot, generation: 0, attempt: 1, collectedAt: instant(beginsAt),
      }),
    )
    expect(await alarms(situation)).toEqual(['alreadyCollected'])
  })

  it('does not open the vault', async () => {
    const { diary, ...ports } = withDiary(memoryLog(), memoryVault({ now: () => instant(beginsAt) }))
    const situation = await requested(memoryLedger(ports))
    must(await collect(situation))
    diary.length = 0
    await collect(situation)
    expect(diary).toEqual(['record CollectionRefused'])
  })

  it('succeeds once among twenty at the same time; the others are alarms', async () => {
    const situation = await requested()
    const results = await Promise.all(Array.from({ length: 20 }, () => collect(situation)))
    expect(results.filter(E.isRight)).toHaveLength(1)
    expect(await alarms(situation)).toEqual(Array(19).fill('alreadyCollected'))
    expect((await situation.ledger.events()).filter(({ type }) => type === 'KeyCollected')).toHaveLength(1)
  })

  it('succeeds once among twenty in several processes', async () => {
    const situation = await requested()
    const rivals = [1, 2, 3].map((nth) => ({ ...situation, ledger: rivalOf(situation.ledger, nth) }))
    const all = [situation, ...rivals].flatMap((one) => Array.from({ length: 5 }, () => collect(one)))
    expect((await Promise.all(all)).filter(E.isRight)).toHaveLength(1)
    expect(await alarms(situation)).toHaveLength(19)
  })

  it('succeeds after the first was reported as failed, or after somebody asked for it again', async () => {
    const situation = await requested()
    const { ledger, agent } = situation
    must(await collect(situation))
    await failed(ledger, agent, 1)
    ledger.clock.move(60_000)
    must(await planDeliveries(ledger.services)())
    must(await collect(situation, { attempt: 2 }))
    await proved(ledger, agent, 2)
    await lived(ledger, [replicating(fqdn, { force: true })])
    must(await collect(situation, { attempt: 3 }))
    expect(await alarms(situation)).toEqual([])
  })
})

describe('What is refused', () => {
  it('is an attempt that is not the present one, as an alarm', async () => {
    const situation = await requested()
    expect(await collect(situation, { attempt: 2 })).toMatchObject(E.left({ _tag: 'OtherAttempt', present: 1 }))
    expect(await alarms(situation)).toEqual(['otherAttempt'])
  })

  it('is a delivery that was given up, as an alarm', async () => {
    const situation = await requested()
    await lived(situation.ledger, [removing(token, { force: true })])
    must(await planDeliveries(situation.ledger.services)())
    expect(await collect(situation)).toMatchObject(E.left({ _tag: 'DeliveryAbandoned' }))
    expect(await alarms(situation)).toEqual(['abandoned'])
  })

  it('is what is not meant any more, before the scheduler has given it up', async () => {
    const situation = await requested()
    await lived(situation.ledger, [removing(token, { force: true })])
    expect(await collect(situation)).toMatchObject(E.left({ _tag: 'DeliveryAbandoned' }))
  })

  it('is a key that was destroyed meanwhile', async () => {
    const situation = await requested()
    await lived(situation.ledger, [destroying('A', { force: true })])
    expect(E.isLeft(await collect(situation))).toBe(true)
    expect((await situation.ledger.events()).map(({ type }) => type)).not.toContain('KeyCollected')
  })

  it('is the delivery of another front end: there is none under the name of the one who asks', async () => {
    const situation = await requested()
    await lived(situation.ledger, [registering('fe02.contoso.com')])
    const stranger = await enrolledAgent(situation.ledger, 'fe02.contoso.com')
    expect(await collect({ ...situation, agent: stranger })).toMatchObject(
      E.left({ _tag: 'DeliveryNotRequested', fqdn: 'fe02.contoso.com' }),
    )
  })

  it('leaves no trace of a delivery where the vault or the log fails', async () => {
    const situation = await requested()
    const { services } = situation.ledger
    const before = await situation.ledger.events()
    const noVault = { ...sealing(situation.ledger), keyVault: { ...services.keyVault, open: () => TE.left(vaultLost) } }
    expect(await collectKey(noVault, situation.agent, wanted)()).toEqual(E.left(vaultLost))
    const noLog = { ...sealing(situation.ledger), handle: () => TE.left(logLost) }
    expect(await collectKey(noLog, situation.agent, wanted)()).toEqual(E.left(logLost))
    expect(await situation.ledger.events()).toEqual(before)
    expect(E.isRight(await collect(situation))).toBe(true)
    expect(await typesAfter(situation, 'KeyCollected')).toEqual([])
  })
})

describe('An answer that the agent lost', () => {
  it('is made good by a reported failure and another attempt', async () => {
    const situation = await requested()
    const { ledger, agent } = situation
    await collected(ledger, agent, 1)
    await failed(ledger, agent, 1)
    ledger.clock.move(60_000)
    must(await planDeliveries(ledger.services)())
    await collected(ledger, agent, 2)
    await proved(ledger, agent, 2)
    expect(await typesAfter(situation, 'KeyCollected')).toEqual(['PossessionProved'])
  })
})
