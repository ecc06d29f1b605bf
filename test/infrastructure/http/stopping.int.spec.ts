import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { allEvents, must } from '../../support/log-reading.js'
import { asking, bearer, commanding, hear, serving } from '../../support/http/running-server.js'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { freshLedger } from '../../support/ledger/disk-ledger.js'
import type { Service } from '../../../infrastructure/system/service.js'

/** A service whose questions wait until they are let go. */
const heldBack = () => {
  let letGo = (): void => undefined
  const gate = new Promise<void>((resolve) => { letGo = resolve })
  const service = (same: Service): Service => ({
    ...same,
    question: (...asked) => async () => {
      await gate
      return same.question(...asked)()
    },
  })
  return { service, letGo: () => letGo() }
}

describe('A server that is stopped', () => {
  it('answers what it has begun, and begins nothing more', async () => {
    const { service, letGo } = heldBack()
    const server = await serving({ service })
    const token = await server.tokenFor('auditor')
    const begun = asking(server, token, 'ListRolls')
    await sleep(100)
    const stopped = server.stop()
    await expect(hear(`${server.url}/healthz`)).rejects.toThrow()
    letGo()
    expect((await begun).status).toBe(200)
    await stopped
  })

  it('waits for nobody longer than its grace', async () => {
    const { service } = heldBack()
    const server = await serving({ service, limits: { graceMs: 200 } })
    const token = await server.tokenFor('auditor')
    const begun = asking(server, token, 'ListRolls').then(() => 'answered', () => 'cut off')
    await sleep(100)
    const begin = Date.now()
    await server.stop()
    expect(Date.now() - begin).toBeLessThan(2_000)
    expect(await begun).toBe('cut off')
  })

  it('has put on record by then who was refused, folded', async () => {
    const directory = freshLedger()
    const server = await serving({ directory })
    const token = await server.tokenFor('auditor')
    const input = { fqdn: 'fe01.contoso.com' }
    for (let nth = 0; nth < 5; nth += 1) await commanding(server, token, 'RegisterFrontEnd', input)
    for (let nth = 0; nth < 3; nth += 1) await hear(`${server.url}/v1/events`)
    await server.stop()
    await server.service.close()
    const log = must(await openSqliteLog({ directory, create: false })())
    const events = (await allEvents(log)).flatMap((event) => (event.type === 'AttemptsRefused' ? [event] : []))
    await log.close()
    const counted = (problem: string): number =>
      events.filter(({ data }) => data.problem === problem).reduce((sum, { data }) => sum + data.count, 0)
    expect([counted('Forbidden'), counted('Unauthenticated')]).toEqual([5, 3])
    expect(events.length).toBeLessThan(8)
    expect(events.find(({ data }) => data.problem === 'Forbidden')).toMatchObject({
      stream: expect.stringMatching(/^access-auditor-/) as string,
      data: { attempted: 'RegisterFrontEnd', address: '127.0.0.1' },
    })
    expect(JSON.stringify(events)).not.toContain(token)
  })

  it('leaves a ledger whose answers hold', async () => {
    const directory = freshLedger()
    const server = await serving({ directory })
    const token = await server.tokenFor('administrator')
    const heard = await Promise.all(Array.from({ length: 20 }, (_, nth) =>
      commanding(server, token, 'RegisterFrontEnd', { fqdn: `fe${nth}.contoso.com` })))
    expect(heard.every(({ status }) => status === 200)).toBe(true)
    await server.stop()
    await server.service.close()
    const again = await serving({ directory })
    const { json } = await hear(`${again.url}/v1/questions/list-front-ends`, { headers: bearer(token) })
    expect(json['frontEnds']).toHaveLength(20)
  })
})
