import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { activateDueRolls } from '../../../application/reactions/activate-due-rolls.js'
import { planDeliveries } from '../../../application/reactions/plan-deliveries.js'
import { plusMs } from '../../../domain/values/instant.js'
import { servedFrom } from '../../support/agent/agent-desk.js'
import { realDesk } from '../../support/agent/real-desk.js'
import { HOUR_MS } from '../../support/instants.js'
import { realCertificate, type RealCertificate } from '../../support/ledger/real-certificates.js'
import { password } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const [a, b, c] = ['a', 'b', 'c'].map((name) => realCertificate(`${name}.contoso.com`, 'RSA 2048')) as [
  RealCertificate, RealCertificate, RealCertificate,
]
const DAY_MS = 24 * HOUR_MS
const ROLE = 'OAuthTokenIssuer'

/** An agent whose front end has one certificate in force; its process has ended. */
const stopped = async () => {
  const desk = await realDesk('fe01.contoso.com')
  const { ledger: { send, services, clock, events }, lives, store } = desk
  for (const one of [a, b, c])
    must(await send({ name: 'ImportCertificate', input: { file: one.pfx('x'), password: password('x') } }))
  const assign = async ({ thumbprint }: RealCertificate, input: object): Promise<void> => {
    must(await send({ name: 'AssignCertificate', input: { thumbprint, force: true, ...input } }))
  }
  const roll = (one: RealCertificate, afterMs: number) =>
    assign(one, { type: ROLE, roll: true, effectiveDate: plusMs(clock.now(), afterMs) })
  /** Time passes, and the server does what falls due. */
  const pass = async (ms: number): Promise<void> => {
    clock.move(ms)
    must(await activateDueRolls(services)())
    must(await planDeliveries(services)())
  }
  const proofs = async () =>
    (await events()).flatMap((event) => (event.type === 'PossessionProved' ? [event.data.certificate.thumbprint] : []))
  await assign(a, { type: ROLE })
  await lives(1)
  expect(servedFrom(store, ROLE).thumbprint).toBe(a.thumbprint)
  return { ...desk, assign, roll, pass, proofs }
}

describe('an agent that was stopped for a day', () => {
  it('catches up by itself with what was staged and took effect meanwhile', async () => {
    const { roll, pass, lives, store, proofs } = await stopped()
    await pass(HOUR_MS)
    await roll(b, 6 * HOUR_MS)
    await pass(DAY_MS)
    await lives(1)
    expect(servedFrom(store, ROLE)).toMatchObject({ thumbprint: b.thumbprint, isPair: true })
    expect(servedFrom(store, ROLE, 'previous').thumbprint).toBe(a.thumbprint)
    expect(await proofs()).toEqual([a.thumbprint, b.thumbprint])
  })

  it('catches up with what it was asked for while it was there, and holds what is staged for later', async () => {
    const { assign, roll, pass, lives, store, proofs, fqdn } = await stopped()
    await assign(c, { type: 'WebServicesExternal', identity: fqdn })
    await pass(DAY_MS)
    await roll(b, DAY_MS)
    await lives(1)
    expect(servedFrom(store, 'WebServicesExternal')).toMatchObject({ thumbprint: c.thumbprint, isPair: true })
    expect(servedFrom(store, ROLE).thumbprint).toBe(a.thumbprint)
    expect(servedFrom(store, ROLE, 'staged').thumbprint).toBe(b.thumbprint)
    expect([...await proofs()].sort()).toEqual([a, b, c].map(({ thumbprint }) => thumbprint).sort())
  })

  it('has switched by the end of its first round, where the certificate was there ahead', async () => {
    const { roll, pass, lives, store } = await stopped()
    await roll(b, 6 * HOUR_MS)
    await pass(HOUR_MS)
    await lives(1)
    expect(servedFrom(store, ROLE, 'staged').thumbprint).toBe(b.thumbprint)
    await pass(DAY_MS)
    await lives(1)
    expect(servedFrom(store, ROLE).thumbprint).toBe(b.thumbprint)
    expect(existsSync(join(store, ROLE, 'staged'))).toBe(false)
  })

  it('asks for nothing that is over: what was assigned and removed again meanwhile is never handed out', async () => {
    const { assign, pass, lives, store, fqdn, ledger } = await stopped()
    await assign(c, { type: 'WebServicesExternal', identity: fqdn })
    await pass(HOUR_MS)
    const gone = { type: 'WebServicesExternal', identity: fqdn, force: true }
    must(await ledger.send({ name: 'RemoveAssignment', input: gone }))
    await pass(DAY_MS)
    await lives(1)
    expect(existsSync(join(store, 'WebServicesExternal', 'current'))).toBe(false)
    const collected = (await ledger.events()).filter(({ type }) => type === 'KeyCollected')
    expect(collected).toHaveLength(1)
  })
})
