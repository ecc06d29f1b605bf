import { describe, expect, it } from 'vitest'
import type { Service } from '../../../infrastructure/system/service.js'
import { asking, commanding, serving } from '../../support/http/running-server.js'

const breaking = (same: Service): Service => ({
  ...same,
  question: () => () => { throw new Error('broke while working on the secret abc') },
  command: () => () => Promise.reject(new Error('broke while working on the secret abc')),
})

describe('A defect', () => {
  it('is told by its number alone, and logged by its place, never by what was worked on', async () => {
    const server = await serving({ service: breaking })
    const token = await server.tokenFor('administrator')
    for (const { status, json, text } of [
      await asking(server, token, 'ListRolls'),
      await commanding(server, token, 'RegisterFrontEnd', { fqdn: 'fe01.contoso.com' }),
    ]) {
      expect([status, json['type'], json['id']]).toEqual([500, 'Unexpected', expect.stringMatching(/^[0-9a-f]{8}$/)])
      expect(text).not.toMatch(/secret|abc|\.ts/)
    }
    const lines = server.log.filter((line) => line.includes('a defect'))
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      expect(line).toContain('defects.int.spec.ts')
      expect(line).not.toMatch(/secret|abc/)
    }
  })

  it('in one request is no matter to the next one', async () => {
    const server = await serving({ service: breaking })
    const token = await server.tokenFor('administrator')
    const statuses = await Promise.all(Array.from({ length: 20 }, () => asking(server, token, 'ListRolls')))
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([500]))
    expect((await asking(server, 'nonsense', 'ListRolls')).status).toBe(401)
  })
})
