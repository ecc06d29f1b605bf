import { describe, expect, it } from 'vitest'
import { gaugesIn } from '../../infrastructure/http/gauges.js'
import { defaultLimits } from '../../infrastructure/http/limits.js'
import { metersOf } from '../../infrastructure/http/meters.js'
import { serverCommands } from '../../infrastructure/cli/table/server.js'
import { page, plain, section, tableRows } from './page.js'

const text = page('docs/server.md')

describe('docs/server.md', () => {
  it('names every metric that tells of the ledger, and no other', () => {
    const { registry } = metersOf()
    gaugesIn(registry)
    const names = registry.getMetricsAsArray().map(({ name }) => name)
    const named = [...text.matchAll(/certledger_[a-z_]+[a-z]/g)].map(([name]) => name)
    expect(named.filter((name) => !names.includes(name))).toEqual([])
    expect(names.filter((name) => !named.includes(name) && !name.includes('duration'))).toEqual([])
  })

  it('names every option of serve', () => {
    const [serve] = serverCommands
    const options = Object.keys(serve?.fields ?? {}).map((field) =>
      `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)
    const documented = tableRows(section(text, '## Options')).map(([cell]) => plain(cell).split(' ')[0])
    for (const option of options) expect(documented).toContain(option)
  })

  it('tells the bounds that the program has', () => {
    const bounds = tableRows(section(text, '## Bounds')).map((cells) => cells.join(' ')).join('\n')
    const { bodyBytes, importBytes, messageBytes, headerBytes, headersMs, requestMs, silenceMs } = defaultLimits
    const { keepAliveMs, connections, inFlight, importsInFlight, streams, refusedPerMinute } = defaultLimits
    const kib = (bytes: number): string => `${bytes / 1024} KiB`
    const seconds = (ms: number): string => `${ms / 1_000} s`
    for (const bound of [
      kib(bodyBytes), `${importBytes / 1e6} MB`, kib(messageBytes), kib(headerBytes), seconds(headersMs),
      seconds(requestMs), seconds(silenceMs), seconds(keepAliveMs), connections.toLocaleString('en-US'),
      inFlight.toLocaleString('en-US'), `${importsInFlight} with files`, String(streams),
      `${refusedPerMinute} a minute`, `${defaultLimits.largeMessagesInFlight} with a message`,
    ]) expect(bounds).toContain(bound)
  })
})
