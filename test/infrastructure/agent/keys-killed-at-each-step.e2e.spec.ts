import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { frontEnd } from '../../../domain/front-end/decide.js'
import { frontEndStream } from '../../../domain/streams.js'
import { agentStatus } from '../../../infrastructure/agent/agent-status.js'
import { takeLock } from '../../../infrastructure/agent/state/process-lock.js'
import { stateFiles } from '../../../infrastructure/agent/state/state-files.js'
import { names } from '../../support/agent/agent-desk.js'
import { realDesk } from '../../support/agent/real-desk.js'
import { agentSteps } from '../../support/step-switch.js'
import { must } from '../../support/log-reading.js'
import { desk as deskOfPerson, ended, program } from '../../stories/certledger.js'

const MOST_STEPS = 60

/** An agent at the real desk, and `agent replace-keys` as a process of its own. */
const situation = async () => {
  const desk = await realDesk('fe01.contoso.com')
  const { ledger, state, fqdn, lives, way } = desk
  const here = deskOfPerson()
  const { cwd, env } = here
  const words = ['agent', 'replace-keys', '--state', state]
  const run = (killedAt: number) => {
    const killing = { KILLED_AT: String(killedAt), NODE_OPTIONS: `--import ${agentSteps}` }
    const child = spawn(process.execPath, [program, ...words], { cwd, env: { ...env, ...killing } })
    return { child, end: ended(child) }
  }
  const trusted = async () => {
    const { state: found } = must(await ledger.services.load(frontEnd, frontEndStream(fqdn))())
    return found._tag === 'Registered' ? found.agent?.fingerprint : undefined
  }
  const status = async () => must(await agentStatus(state)())
  /** What the ledger listens to lies on the disk, whatever else does. */
  const isHeld = async () => {
    const { fingerprint, nextFingerprint } = await status()
    expect([fingerprint, nextFingerprint]).toContain(await trusted())
  }
  const isSettled = async () => {
    const { fingerprint, nextFingerprint } = await status()
    expect([fingerprint, nextFingerprint]).toEqual([await trusted(), null])
    expect(names(state)).toEqual(['agent.json', 'agent.lock', 'contact.json', 'keys.json'])
  }
  await lives(1)
  return { words, here, state, way, run, lives, trusted, isHeld, isSettled }
}

describe('agent replace-keys', () => {
  it('shows the new fingerprint in groups, which agent status and the ledger tell as well', async () => {
    const { words, here, trusted } = await situation()
    const { code, out, err } = await here.certledger(...words)
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/The agent of fe01\.contoso\.com has new keys/)
    expect(out.replace(/[\s]/g, '')).toContain(await trusted())
    const [former, { fingerprint }] = [await trusted(), await here.json('agent', 'status', ...words.slice(2))]
    expect(fingerprint).toBe(former)
    expect(await here.json(...words)).toEqual({ fqdn: 'fe01.contoso.com', former, fingerprint: await trusted() })
  })

  it('is refused while the agent runs, and tells of new keys that were not answered', async () => {
    const { words, here, state, way } = await situation()
    const running = must(takeLock(state, stateFiles.lock))
    expect(await here.refusal(...words)).toMatchObject({ type: 'AgentRunning', code: 8, path: state })
    running.release()
    way.lost = { route: 'replaceKeys', part: 'answer' }
    expect(await here.refusal(...words)).toMatchObject({ type: 'LedgerUnreachable', code: 9 })
    const { out } = await here.certledger('agent', 'status', ...words.slice(2))
    expect(out).toMatch(/^New keys: {5}[0-9A-F]{64}, asked for and not answered$/m)
  })
})

describe('new keys of an agent whose making is killed with SIGKILL', () => {
  it('before each of its steps, are in force or not: the next start of the agent, or a repeat, finds out', async () => {
    const { run, lives, trusted, isHeld, isSettled } = await situation()
    let [kills, before, replaced] = [0, await trusted(), 0]
    for (let step = 1; step < MOST_STEPS; step += 1) {
      const { code } = await run(step).end
      await isHeld()
      const after = await trusted()
      if (after !== before) replaced += 1
      before = after
      if (code === 0) break
      kills += 1
      if (step % 2 === 0) await lives(1)
      else expect((await run(0).end).code).toBe(0)
      await isSettled()
      before = await trusted()
    }
    await isSettled()
    expect(kills).toBeGreaterThan(8)
    expect(replaced).toBeGreaterThan(3)
  }, 240_000)

  it.each([
    ['while its request is on the way', 'message'],
    ['while the answer is on its way back', 'answer'],
  ] as const)('%s, are in force or not: the next start finds out', async (_, part) => {
    const { run, lives, way, trusted, isHeld, isSettled } = await situation()
    const former = await trusted()
    const { child, end } = run(0)
    way.lost = { route: 'replaceKeys', part, then: () => { child.kill('SIGKILL') } }
    await end
    expect(child.signalCode).toBe('SIGKILL')
    await isHeld()
    expect((await trusted()) !== former).toBe(part === 'answer')
    await lives(1)
    await isSettled()
    expect((await trusted()) !== former).toBe(part === 'answer')
  }, 60_000)
})
