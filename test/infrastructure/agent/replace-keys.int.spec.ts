import { createPrivateKey, createPublicKey, randomUUID } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { planDeliveries } from '../../../application/reactions/plan-deliveries.js'
import { frontEnd } from '../../../domain/front-end/decide.js'
import { frontEndStream } from '../../../domain/streams.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { agentStatus } from '../../../infrastructure/agent/agent-status.js'
import { replaceKeys } from '../../../infrastructure/agent/replace-keys.js'
import { takeLock } from '../../../infrastructure/agent/state/process-lock.js'
import { stateFiles } from '../../../infrastructure/agent/state/state-files.js'
import { names, servedFrom } from '../../support/agent/agent-desk.js'
import { realDesk } from '../../support/agent/real-desk.js'
import { decoded } from '../../support/decoded.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { password } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const ROLE = 'OAuthTokenIssuer'
const kept = ['agent.json', 'agent.lock', 'contact.json', 'keys.json']

/** An agent that has lived, and whose process has ended; the clock of its machine is that of the ledger. */
const rested = async () => {
  const desk = await realDesk('fe01.contoso.com')
  const { ledger, state, fqdn, lives } = desk
  await lives(1)
  const replace = replaceKeys({
    state, version: '0.1.0', now: ledger.clock.now, signal: new AbortController().signal,
    get instance() { return decoded(Uuid, randomUUID()) },
  })
  const status = async () => must(await agentStatus(state)())
  /** Whom the ledger listens to. */
  const trusted = async () => {
    const { state: found } = must(await ledger.services.load(frontEnd, frontEndStream(fqdn))())
    return found._tag === 'Registered' ? found.agent?.fingerprint : undefined
  }
  const alarms = () => desk.way.refused.map(({ problem }) => problem)
  const replacements = async () => (await ledger.events()).filter(({ type }) => type === 'AgentKeysReplaced').length
  /** The keys on the disk are those that the ledger listens to, and nothing else lies there. */
  const isSettled = async () => {
    expect((await status()).fingerprint).toBe(await trusted())
    expect(names(state)).toEqual(kept)
  }
  return { ...desk, replace, status, trusted, alarms, replacements, isSettled }
}

describe('New keys of an agent', () => {
  it('are the ones that it speaks with and that keys are sealed to, and the former ones are no more', async () => {
    const { replace, status, isSettled, lives, ledger, store, state, alarms, fqdn } = await rested()
    const former = (await status()).fingerprint
    const [path, before] = [join(state, 'keys.json'), readFileSync(join(state, 'keys.json'))]
    const handle = openSync(path, 'r')
    expect(await replace()).toEqual(E.right({ fqdn, former, fingerprint: (await status()).fingerprint }))
    expect((await status()).fingerprint).not.toBe(former)
    const overwritten = Buffer.alloc(before.length)
    readSync(handle, overwritten, 0, before.length, 0)
    closeSync(handle)
    expect(overwritten.every((byte) => byte === 0)).toBe(true)
    await isSettled()
    const a = realCertificate('a.contoso.com', 'RSA 2048')
    must(await ledger.send({ name: 'ImportCertificate', input: { file: a.pfx('x'), password: password('x') } }))
    const { thumbprint } = a
    must(await ledger.send({ name: 'AssignCertificate', input: { thumbprint, type: ROLE, force: true } }))
    must(await planDeliveries(ledger.services)())
    await lives(1)
    expect(servedFrom(store, ROLE)).toMatchObject({ thumbprint, isPair: true })
    expect((await ledger.events()).map(({ type }) => type)).toContain('PossessionProved')
    expect(alarms()).toEqual([])
    writeFileSync(path, before)
    await expect(lives(1)).rejects.toThrow('AgentSignatureInvalid')
  })

  it('are not asked for while the agent runs', async () => {
    const { replace, state, way, isSettled } = await rested()
    const running = must(takeLock(state, stateFiles.lock))
    way.sent.length = 0
    expect(await replace()).toMatchObject({ left: { _tag: 'AgentRunning', path: state } })
    expect(way.sent).toEqual([])
    running.release()
    await isSettled()
  })

  it('are not made where the server is away, nor where there is no agent', async () => {
    const { replace, way, isSettled, replacements, state } = await rested()
    way.lost = { route: 'start', part: 'message' }
    expect(await replace()).toMatchObject({ left: { _tag: 'LedgerUnreachable' } })
    await isSettled()
    expect(await replacements()).toBe(0)
    const nowhere = { state: join(state, 'none'), version: '0.1.0', instance: decoded(Uuid, randomUUID()) }
    const signal = new AbortController().signal
    const { clock } = (await realDesk('fe02.contoso.com')).ledger
    expect(await replaceKeys({ ...nowhere, now: clock.now, signal })()).toMatchObject({
      left: { _tag: 'AgentNotSetUp' },
    })
  })

  it('are each signed with themselves and with those before, and their private halves are sent to nobody', async () => {
    const { replace, way, state } = await rested()
    must(await replace())
    const { signing } = JSON.parse(readFileSync(join(state, 'keys.json'), 'utf8')) as { readonly signing: string }
    const { x } = createPublicKey(createPrivateKey(signing)).export({ format: 'jwk' })
    const said = way.sent.find(({ route }) => route === 'replaceKeys')?.message ?? ''
    const content = Buffer.from(said.split('.')[1] ?? '', 'base64url').toString()
    expect(JSON.parse(content)).toMatchObject({ keys: { signing: x } })
    expect(content).not.toContain(createPrivateKey(signing).export({ format: 'jwk' }).d)
  })
})

describe('New keys whose request was lost', () => {
  it('are given up by the next start of the agent, which goes on with those that count', async () => {
    const { replace, way, status, isSettled, lives, replacements } = await rested()
    const former = (await status()).fingerprint
    way.lost = { route: 'replaceKeys', part: 'message' }
    expect(await replace()).toMatchObject({ left: { _tag: 'LedgerUnreachable' } })
    expect(await status()).toMatchObject({ fingerprint: former, nextFingerprint: expect.any(String) as string })
    await lives(1)
    expect((await status()).fingerprint).toBe(former)
    await isSettled()
    expect(await replacements()).toBe(0)
  })

  it('are followed by others where the command is repeated', async () => {
    const { replace, way, status, isSettled, replacements, alarms } = await rested()
    way.lost = { route: 'replaceKeys', part: 'message' }
    await replace()
    const { fingerprint: former, nextFingerprint } = await status()
    const again = must(await replace())
    expect(again.former).toBe(former)
    expect([former, nextFingerprint]).not.toContain(again.fingerprint)
    await isSettled()
    expect([await replacements(), alarms()]).toEqual([1, ['AgentSignatureInvalid']])
  })

  it('never come into force by a request that was only late', async () => {
    const { replace, way, status, isSettled, lives, desk, trusted } = await rested()
    const former = (await status()).fingerprint
    way.lost = { route: 'replaceKeys', part: 'message' }
    await replace()
    const late = way.sent.at(-1)?.message ?? ''
    await lives(1)
    expect(await desk.handle('replaceKeys', late, null)()).toMatchObject({ left: { _tag: 'AgentInstanceSuperseded' } })
    expect(await trusted()).toBe(former)
    await isSettled()
  })
})

describe('New keys that were taken, and the answer was lost', () => {
  it('are found by the next start of the agent, and nothing is on record against it', async () => {
    const { replace, way, status, isSettled, lives, replacements, alarms, trusted } = await rested()
    way.lost = { route: 'replaceKeys', part: 'answer' }
    expect(await replace()).toMatchObject({ left: { _tag: 'LedgerUnreachable' } })
    expect((await status()).nextFingerprint).toBe(await trusted())
    await lives(2)
    await isSettled()
    expect([await replacements(), alarms()]).toEqual([1, []])
  })

  it('are found by a repeat of the command, which tells of them and makes no others', async () => {
    const { replace, way, status, isSettled, replacements, lives } = await rested()
    way.lost = { route: 'replaceKeys', part: 'answer' }
    await replace()
    const { nextFingerprint } = await status()
    expect(must(await replace()).fingerprint).toBe(nextFingerprint)
    await isSettled()
    expect(await replacements()).toBe(1)
    await lives(1)
  })

  it('stay to be found as long as no answer comes', async () => {
    const { replace, way, isSettled, replacements } = await rested()
    way.lost = { route: 'replaceKeys', part: 'answer' }
    await replace()
    for (const part of ['message', 'answer'] as const) {
      way.lost = { route: 'start', part }
      expect(await replace()).toMatchObject({ left: { _tag: 'LedgerUnreachable' } })
    }
    must(await replace())
    await isSettled()
    expect(await replacements()).toBe(1)
  })
})
