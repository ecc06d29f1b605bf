import { describe, expect, it } from 'vitest'
import { msOf } from '../../../domain/values/instant.js'
import { meteredLog, metersOf } from '../../../infrastructure/http/meters.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { bearer, commanding, hear, serving } from '../../support/http/running-server.js'

const fe01 = 'fe01.contoso.com'

const scraped = async (url: string, token: string): Promise<ReadonlyMap<string, number>> => {
  const { text, headers } = await hear(`${url}/metrics`, { headers: bearer(token) })
  expect(headers['content-type']).toContain('text/plain')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}

describe('The metrics', () => {
  it('tell when what is in the slots expires and rolls take effect, and how long things took', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const [first, second] = [realCertificate(fe01), realCertificate(fe01)]
    const slot = { type: 'Default', identity: fe01 }
    const effectiveDate = new Date(Date.now() + 30 * 86_400_000).toISOString()
    await commanding(server, token, 'RegisterFrontEnd', { fqdn: fe01 })
    await commanding(server, token, 'ImportCertificate', { file: Buffer.from(first.pem).toString('base64'), ...slot })
    const { json } = await commanding(server, token, 'ImportCertificate', {
      file: Buffer.from(second.pem).toString('base64'), ...slot, roll: true, effectiveDate,
    })
    const { notAfter } = json['certificate'] as { readonly notAfter: Parameters<typeof msOf>[0] }
    const metrics = await scraped(server.url, token)
    const labels = (thumbprint: string): string => `type="Default",identity="${fe01}",thumbprint="${thumbprint}"`
    const ends = [...metrics].filter(([name]) => name.includes('not_after'))
    expect(ends).toHaveLength(2)
    expect(ends.find(([name]) => name.includes('staged'))?.[1]).toBe(msOf(notAfter) / 1_000)
    const effective = metrics.get(`certledger_roll_effective_timestamp_seconds{${labels(second.thumbprint)}}`)
    expect(effective).toBe(Date.parse(effectiveDate) / 1_000)
    expect(metrics.get('certledger_deliveries{state="notRequested"}')).toBe(2)
    expect(metrics.get('certledger_drift{kind="missing"}')).toBe(0)
    expect(metrics.get('certledger_command_duration_seconds_count{command="ImportCertificate"}')).toBe(2)
    const answered = 'certledger_http_requests_total{route="/v1/commands/import-certificate",status="200"}'
    expect(metrics.get(answered)).toBe(2)
  })

  it('measure each append where the log is watched', async () => {
    const meters = metersOf()
    const server = await serving({ watch: meteredLog(meters) })
    await server.tokenFor('auditor')
    expect(await meters.registry.metrics()).toMatch(/certledger_append_duration_seconds_count [1-9]/)
  })

  it('hold no certificate that is in no slot any more', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const { pem, thumbprint } = realCertificate(fe01)
    const slot = { type: 'Default', identity: fe01 }
    await commanding(server, token, 'ImportCertificate', { file: Buffer.from(pem).toString('base64'), ...slot })
    expect([...(await scraped(server.url, token)).keys()].some((name) => name.includes(thumbprint))).toBe(true)
    await commanding(server, token, 'RemoveAssignment', { ...slot, force: true })
    const after = await scraped(server.url, token)
    expect([...after.keys()].some((name) => name.includes(thumbprint) && name.includes('current'))).toBe(false)
  })
})
