import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Uuid } from '../../../domain/values/uuid.js'
import { instantAtMs } from '../../../domain/values/instant.js'
import { enrol } from '../../../infrastructure/agent/enrol.js'
import { readIdentity } from '../../../infrastructure/agent/state/identity.js'
import { freshFolder, names } from '../../support/agent/agent-desk.js'
import { fakeLedger, fqdn, type FakeLedger } from '../../support/agent/fake-ledger.js'
import { decoded } from '../../support/decoded.js'
import { must } from '../../support/log-reading.js'

const now = () => instantAtMs(Date.now())

const asking = async () => {
  const ledger = await fakeLedger(now)
  const folder = freshFolder()
  const [state, store] = [join(folder, 'state'), join(folder, 'store')]
  const ask = (server: FakeLedger = ledger) =>
    enrol({
      state, store, server: server.url, fqdn, ca: null, client: null, invitation: 'cli_secret', version: '1.0.0', now,
      signal: new AbortController().signal,
    })()
  return { ledger, state, ask }
}

describe('the enrolment of an agent', () => {
  it('pins the ledger and its signing key with the first answer', async () => {
    const { ledger, state, ask } = await asking()
    expect(await ask()).toMatchObject({ right: { state: 'enrolled', ledger: ledger.ledger, fqdn } })
    expect(must(await readIdentity(state)())?.pinned?.ledger).toBe(ledger.ledger)
  })

  it('says the invitation to the ledger and to nobody else', async () => {
    const { ledger, ask } = await asking()
    await ask()
    expect(ledger.heard.map(({ route, message }) => [route, message['invitation']]))
      .toEqual([['/v1/agent/enrol', 'cli_secret']])
  })

  it('is not asked of another ledger at the same address afterwards', async () => {
    const { ledger, ask } = await asking()
    await ask()
    ledger.signing = generateKeyPairSync('ed25519').privateKey
    expect(await ask()).toMatchObject({ left: { _tag: 'LedgerNotTrusted', because: 'otherKey' } })
  })

  it('notices a ledger that has the key and says that it is another', async () => {
    const { ledger, ask } = await asking()
    await ask()
    ledger.ledger = decoded(Uuid, randomUUID())
    expect(await ask()).toMatchObject({ left: { _tag: 'LedgerNotTrusted', because: 'otherLedger' } })
  })

  it.each([
    ['nonsense', () => 'nonsense', 'malformed'],
    ['signed by another key than it names', (jws: string) => `${jws.slice(0, -6)}AAAAAA`, 'signature'],
    ['signed by nobody', (jws: string) => `${jws.split('.').slice(0, 2).join('.')}.`, 'signature'],
  ] as const)('pins nothing where the answer is %s', async (_, answer, because) => {
    const { ledger, state, ask } = await asking()
    ledger.tampering = { answer }
    expect(await ask()).toMatchObject({ left: { _tag: 'LedgerNotTrusted', because } })
    expect(must(await readIdentity(state)())?.pinned).toBeNull()
  })

  it('goes on with the same keys where the first question was not answered', async () => {
    const { ledger, state, ask } = await asking()
    await ledger.stop()
    expect(await ask()).toMatchObject({ left: { _tag: 'LedgerUnreachable' } })
    expect(names(state)).toEqual(['agent.json', 'keys.json'])
    await ledger.start()
    const first = must(await ask())
    expect(must(await ask()).fingerprint).toBe(first.fingerprint)
  })
})
