import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { plusMs } from '../../../domain/values/instant.js'
import { agentDesk } from '../../support/agent/agent-desk.js'
import type { Tampering } from '../../support/agent/fake-ledger.js'
import { decoded } from '../../support/decoded.js'
import { HOUR_MS } from '../../support/instants.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'

const a = realCertificate('a.contoso.com')
const b = realCertificate('b.contoso.com')
const other = decoded(Fqdn, 'fe99.contoso.com')

const flipped = (text: string, at: number): string => {
  const [before, letter, after] = [text.slice(0, at), text[at], text.slice(at + 1)]
  return `${before}${letter === 'A' ? 'B' : 'A'}${after}`
}

const sealings: ReadonlyArray<readonly [string, Tampering, string]> = [
  ['is altered', { sealed: (jwe) => flipped(jwe, jwe.length - 40) }, 'SEAL_NOT_OPENED'],
  ['is truncated', { sealed: (jwe) => jwe.slice(0, jwe.length / 2) }, 'SEAL_NOT_OPENED'],
  ['is sealed to another agent', { sealTo: generateKeyPairSync('x25519').publicKey }, 'SEAL_NOT_OPENED'],
  ['is no seal at all', { sealed: () => 'a key in the clear' }, 'SEAL_NOT_OPENED'],
  ['is too large', { sealed: (jwe) => jwe + 'A'.repeat(2_000_000) }, 'SEAL_MALFORMED'],
  [
    'is for another front end',
    { content: (content) => ({ ...content, binding: { ...content.binding, fqdn: other } }),
      header: (binding) => ({ ...binding, fqdn: other }) },
    'SEAL_BOUND_TO_OTHER',
  ],
  [
    'is for another attempt, as one is that is replayed',
    { content: (content) => ({ ...content, binding: { ...content.binding, attempt: 2 } }),
      header: (binding) => ({ ...binding, attempt: 2 }) },
    'SEAL_BOUND_TO_OTHER',
  ],
  [
    'says another thing outside than inside',
    { header: (binding) => ({ ...binding, generation: 2 }) },
    'SEAL_BOUND_TO_OTHER',
  ],
  [
    'holds another certificate',
    { content: (content) => ({ ...content, certificate: derOf(b) }) },
    'SEAL_CERTIFICATE_DIFFERS',
  ],
  [
    'holds another key',
    { content: (content) => ({ ...content, privateKey: b.pkcs8.toString('base64') }) },
    'SEAL_KEY_DIFFERS',
  ],
  ['holds no key', { content: (content) => ({ ...content, privateKey: '' }) }, 'SEAL_MALFORMED'],
  ['holds nothing', { content: () => ({}) as never }, 'SEAL_MALFORMED'],
]

const derOf = ({ pem }: typeof a): string =>
  /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END/.exec(Buffer.from(pem).toString())?.[1]?.replace(/\s/g, '') ?? ''

describe('a sealed key', () => {
  it.each(sealings)('that %s is refused and reported, and nothing is installed', async (_, tampering, reason) => {
    const { ledger, round, store } = await agentDesk()
    ledger.tampering = tampering
    ledger.mean(a)
    await round()
    expect(ledger.outcomes()).toEqual([`failed ${reason}`])
    expect(existsSync(join(store, 'OAuthTokenIssuer', 'current'))).toBe(false)
  })

  it('that has expired on its way is refused and reported', async () => {
    const { ledger, round, clock } = await agentDesk()
    ledger.tampering = {
      content: (content) => ({ ...content, binding: { ...content.binding, expiresAt: clock.now() } }),
      header: (binding) => ({ ...binding, expiresAt: clock.now() }),
    }
    ledger.mean(a)
    await round()
    expect(ledger.outcomes()).toEqual(['failed SEAL_EXPIRED'])
  })

  it('of an attempt before is not opened for the next one', async () => {
    const { ledger, round } = await agentDesk()
    let first = ''
    ledger.tampering = { sealed: (jwe) => (first = first === '' ? jwe : first) }
    ledger.mean(a)
    await round()
    ledger.again(1)
    await round()
    expect(ledger.outcomes()).toEqual(['installed', 'proved', 'failed SEAL_BOUND_TO_OTHER'])
  })
})

describe('an agent that is answered by somebody else', () => {
  it('refuses an answer that another key signed, loudly, and does nothing', async () => {
    const { ledger, round, store } = await agentDesk()
    await round()
    ledger.signing = generateKeyPairSync('ed25519').privateKey
    ledger.mean(a)
    expect(await round()).toMatchObject({ left: { _tag: 'LedgerNotTrusted', because: 'signature' } })
    expect(existsSync(join(store, 'OAuthTokenIssuer'))).toBe(false)
    expect(ledger.deliveries.map(({ collectedTimes }) => collectedTimes)).toEqual([0])
  })

  it.each([
    ['altered', (jws: string) => flipped(jws, jws.length - 10)],
    ['cut short', (jws: string) => jws.slice(0, -20)],
    ['no signature at all', () => 'hello'],
    ['without a signature', (jws: string) => `${jws.split('.').slice(0, 2).join('.')}.`],
  ] as const)('refuses an answer that is %s', async (_, answer) => {
    const { ledger, round } = await agentDesk()
    ledger.tampering = { answer }
    expect(await round()).toMatchObject({ left: { _tag: 'LedgerNotTrusted', because: 'signature' } })
  })

  it('refuses an answer of more than 8 MiB', async () => {
    const { ledger, round } = await agentDesk()
    ledger.tampering = { answer: (jws) => jws + 'A'.repeat(9_000_000) }
    expect(await round()).toMatchObject({ left: { _tag: 'LedgerUnreachable' } })
  })

  it('refuses an answer that was given before, also where it is as new as any', async () => {
    const { ledger, round } = await agentDesk()
    await round()
    let old = ''
    ledger.tampering = { answer: (jws) => (old = old === '' ? jws : old) }
    expect(await round()).toMatchObject({ right: {} })
    expect(await round()).toMatchObject({ left: { _tag: 'LedgerNotTrusted', because: 'otherMessage' } })
  })

  it('refuses an answer that the ledger signed for another message, or for none', async () => {
    const { ledger, round, store } = await agentDesk()
    await round()
    ledger.mean(a)
    for (const req of ['', 'A'.repeat(43)]) {
      ledger.tampering = { req: () => req }
      expect(await round()).toMatchObject({ left: { _tag: 'LedgerNotTrusted', because: 'otherMessage' } })
    }
    expect(existsSync(join(store, 'OAuthTokenIssuer'))).toBe(false)
  })

  it('refuses what is meant as of an earlier position than it was told before', async () => {
    const { ledger, round } = await agentDesk()
    ledger.mean(a)
    await round()
    ledger.position = 1
    expect(await round()).toMatchObject({ left: { _tag: 'LedgerNotTrusted', because: 'outdated' } })
  })

  it('refuses what is meant where it has no sense', async () => {
    const { ledger, round } = await agentDesk()
    for (const generation of [-1, 1.5, 1e21]) {
      ledger.deliveries = []
      ledger.mean(a, { generation })
      expect(await round()).toMatchObject({ left: { _tag: 'LedgerNotTrusted', because: 'malformed' } })
    }
  })

  it('does not mistake what a proxy says for a refusal of the ledger', async () => {
    const { ledger, round } = await agentDesk()
    ledger.refuse = { route: '/v1/agent/start', problem: 'Bad Gateway', status: 502 }
    expect(await round()).toMatchObject({ left: { _tag: 'LedgerUnreachable', reason: 'HTTP_502' } })
  })

  it('never says the same number twice in one run of a server', async () => {
    const { ledger, round } = await agentDesk()
    ledger.mean(a)
    await round()
    await round()
    const numbers = ledger.heard.map(({ message }) => message['sequence']).filter((said) => typeof said === 'number')
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(numbers.length).toBeGreaterThan(5)
  })

  it('opens no seal whose time is over by the ledger, whatever its own clock says', async () => {
    const { ledger, round, clock, setAhead } = await agentDesk()
    setAhead(-HOUR_MS)
    const passed = plusMs(clock.now(), -1_000)
    ledger.tampering = {
      content: (content) => ({ ...content, binding: { ...content.binding, expiresAt: passed } }),
      header: (binding) => ({ ...binding, expiresAt: passed }),
    }
    ledger.mean(a)
    await round()
    expect(ledger.outcomes()).toEqual(['failed SEAL_EXPIRED'])
  })
})
