import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { accessRoles } from '../../../domain/values/access-role.js'
import { rightsOf, type Right } from '../../../domain/values/rights.js'
import { paths } from '../../../infrastructure/shared/route-name.js'
import type { Service } from '../../../infrastructure/system/service.js'
import { bearer, hear, serving } from '../../support/http/running-server.js'

type Route = readonly ['GET' | 'POST', string, Right]

const routes: ReadonlyArray<Route> = [
  ['POST', paths.dueRolls, 'operate'],
  ['GET', paths.nextEffectiveInstant, 'ask'],
  ['GET', paths.vaultAudit, 'administer'],
  ['POST', paths.vaultSweep, 'administer'],
  ['POST', paths.verifyRecords, 'administer'],
  ['POST', paths.rebuildReadSide, 'administer'],
]

const lines = (text: string): ReadonlyArray<unknown> =>
  text.trimEnd().split('\n').map((line): unknown => JSON.parse(line))

describe('The care of a ledger over HTTP', () => {
  it('is for those alone whose role gives the right', async () => {
    const server = await serving()
    for (const role of accessRoles) {
      const headers = bearer(await server.tokenFor(role))
      for (const [method, path, right] of routes) {
        const { status } = await hear(`${server.url}${path}`, { method, headers })
        expect(status, `${role} ${path}`).toBe(rightsOf([role]).includes(right) ? 200 : 403)
      }
    }
    for (const [method, path] of routes) expect((await hear(`${server.url}${path}`, { method })).status).toBe(401)
  })

  it('reads every record and builds the rows anew, and tells how many', async () => {
    const server = await serving()
    const headers = bearer(await server.tokenFor('administrator'))
    const verified = await hear(`${server.url}${paths.verifyRecords}`, { method: 'POST', headers })
    expect(verified.headers['content-type']).toBe('application/jsonl; charset=utf-8')
    expect(lines(verified.text).at(-1)).toEqual({ result: expect.any(Number) as number })
    const rebuilt = await hear(`${server.url}${paths.rebuildReadSide}`, { method: 'POST', headers })
    expect(lines(rebuilt.text).at(-1)).toMatchObject({ result: { unchanged: true } })
  })

  it('tells how far it is, does one such thing at a time, and ends with the problem that it met', async () => {
    let finish: () => void = () => undefined
    const finished = new Promise<void>((done) => { finish = done })
    const service = (same: Service): Service => ({
      ...same,
      verifyRecords: (tell) => async () => {
        tell(42)
        await finished
        return E.left({ _tag: 'LogBusy' as const, waiting: 1, limit: 1 })
      },
    })
    const server = await serving({ service })
    const headers = bearer(await server.tokenFor('administrator'))
    const verifying = hear(`${server.url}${paths.verifyRecords}`, { method: 'POST', headers })
    const rebuilding = () => hear(`${server.url}${paths.rebuildReadSide}`, { method: 'POST', headers })
    await expect.poll(async () => (await rebuilding()).json['type']).toBe('ServerBusy')
    await new Promise((later) => { setTimeout(later, 700) })
    finish()
    const told = lines((await verifying).text)
    expect(told).toContainEqual({ progress: 42 })
    expect(told.at(-1)).toMatchObject({ problem: { type: 'LogBusy', status: 503 } })
    await expect.poll(async () => (await rebuilding()).status).toBe(200)
  })

  it('ends with the number of a defect where there is one, and logs the rest', async () => {
    const service = (same: Service): Service => ({
      ...same,
      rebuildReadSide: () => () => Promise.reject(new TypeError('a private matter')),
    })
    const server = await serving({ service })
    const headers = bearer(await server.tokenFor('administrator'))
    const { text } = await hear(`${server.url}${paths.rebuildReadSide}`, { method: 'POST', headers })
    expect(lines(text).at(-1)).toMatchObject({ problem: { type: 'Unexpected' } })
    expect(text).not.toContain('private matter')
    expect(server.log.some((line) => line.includes('a defect'))).toBe(true)
  })
})
