import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { AgentFault } from '../../../application/agents/agent-fault.js'
import { pipe, TE, type Either } from '../../../application/prelude.js'
import { msOf } from '../../../domain/values/instant.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { enrol } from '../../../infrastructure/agent/enrol.js'
import { openAgent, type OpenAgent } from '../../../infrastructure/agent/open-agent.js'
import type { AgentNews } from '../../../infrastructure/agent/round/agent-parts.js'
import { workRound } from '../../../infrastructure/agent/round/work-round.js'
import { pfxWriter } from '../../../infrastructure/pfx/pfx-writer.js'
import { openSealed } from '../../../infrastructure/sealing/open-sealed.js'
import { certificateReader } from '../../../infrastructure/x509/certificate-reader.js'
import { factsOfDer } from '../../../infrastructure/x509/facts-of-der.js'
import { decoded } from '../decoded.js'
import { movableClock, type MovableClock } from '../ledger/movable-clock.js'
import { must } from '../log-reading.js'
import { fakeLedger, fqdn, type FakeLedger } from './fake-ledger.js'

/** A front end: an agent with its directories, and the ledger that it speaks to. */
export type AgentDesk = {
  readonly ledger: FakeLedger
  readonly state: string
  readonly store: string
  /** The true time, by which the ledger goes. */
  readonly clock: MovableClock
  readonly news: Array<AgentNews>
  /** Opens the agent as a process that starts now would; the one before is closed. */
  readonly open: () => Promise<Either<AgentFault, OpenAgent>>
  /** One round of the agent, which is opened where it is not. */
  readonly round: () => Promise<Either<AgentFault, { readonly askAgainMs: number }>>
  /** Ends the process of the agent. */
  readonly close: () => Promise<void>
  /** What the clock of the machine is ahead, in ms; the monotonic one goes by the true time. */
  readonly setAhead: (ms: number) => void
}

export const freshFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'certledger-agent-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An enrolled agent and its ledger; both clocks stand still until the true one is moved. */
export const agentDesk = async (): Promise<AgentDesk> => {
  const clock = movableClock(new Date().toISOString())
  const ledger = await fakeLedger(clock.now)
  const folder = freshFolder()
  const [state, store] = [join(folder, 'state'), join(folder, 'store')]
  const news: Array<AgentNews> = []
  let aheadMs = 0
  let opened: OpenAgent | null = null
  const machine = movableClock(clock.now())
  const now = () => {
    machine.set(new Date(msOf(clock.now()) + aheadMs).toISOString())
    return machine.now()
  }
  const signal = new AbortController().signal
  must(await enrol({
    state, store, server: ledger.url, fqdn, ca: null, client: null, invitation: 'cli_x', version: '9.9.9', now, signal,
  })())
  const close = async () => {
    await opened?.close()
    opened = null
  }
  const open = async () => {
    await close()
    const agent = await openAgent({
      state,
      version: '9.9.9',
      instance: decoded(Uuid, randomUUID()),
      machineClock: { now, elapsedMs: () => msOf(clock.now()) },
      pfxWriter,
      certificateReader: certificateReader({ workers: 1 }),
      factsOfDer,
      openSealed: (...sealed) => pipe(openSealed(...sealed), TE.mapLeft(({ because }) => ({ because }))),
      tell: (one) => { news.push(one) },
      signal,
    })()
    if (agent._tag === 'Right') opened = agent.right
    return agent
  }
  onTestFinished(close)
  return {
    ledger, state, store, clock, news, open, close,
    round: async () => workRound((opened ?? must(await open())).parts),
    setAhead: (ms) => { aheadMs = ms },
  }
}

/** What a server reads through a link of the store: the thumbprint, and whether the key fits. */
export const servedFrom = (store: string, role: string, place = 'current') => {
  const directory = realpathSync(join(store, role, place))
  const x509 = new X509Certificate(readFileSync(join(directory, 'certificate.pem')))
  const isPair = x509.checkPrivateKey(createPrivateKey(readFileSync(join(directory, 'key.pem'))))
  return { thumbprint: x509.fingerprint.replaceAll(':', ''), isPair, directory }
}

/** The names in a directory, sorted. */
export const names = (directory: string): ReadonlyArray<string> => readdirSync(directory).sort()
