import { Readable } from 'node:stream'
import { E, TE } from '../../../application/prelude.js'
import type { FaceError } from '../../../infrastructure/wording/face-error.js'
import { runCli } from '../../../infrastructure/cli/run-cli.js'
import type { Sink, Terminal, World } from '../../../infrastructure/cli/world.js'
import type { Session, SessionError } from '../../../infrastructure/system/session.js'
import { Position } from '../../../domain/values/position.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'

/** What the command line did to the ledger, in order. */
export type Done = { readonly what: string } & Readonly<Record<string, unknown>>

const now = instant('2026-11-20T12:00:00Z')
const head = { position: decoded(Position, 7), at: now, knownAt: now }

/** A session that says yes to everything and writes down what it was asked. */
export const agreeableSession = (done: Array<Done>): Session => ({
  command: (name, input, asked) => () => {
    done.push({ what: 'command', name, input, asked })
    const position = asked.dryRun ? null : head.position
    const event = { type: 'SiteConfigured', stream: 'site', revision: 0, position }
    return Promise.resolve(E.right({ ...head, events: [event], findings: [], dryRun: asked.dryRun }))
  },
  question: (name, input, moment) => () => {
    done.push({ what: 'question', name, input, moment })
    const content = { slots: [], certificates: [], rolls: [], entries: [], more: false, next: null, expiring: [] }
    return Promise.resolve(E.right({ ...head, within: now, ...content }))
  },
  activateDueRolls: () => () => {
    done.push({ what: 'activateDueRolls' })
    return Promise.resolve(E.right([]))
  },
  nextEffectiveInstant: () => TE.right(null),
  auditVault: () => TE.right({ entries: 0, orphans: [], young: [], missing: [] }),
  sweepVault: () => TE.right([]),
  verifyRecords: () => TE.right(7),
  rebuildReadSide: () => TE.right({ events: 7, durationMs: 10, digests: {}, unchanged: true }),
  close: () => {
    done.push({ what: 'close' })
    return Promise.resolve()
  },
})

const sinkInto = (chunks: Array<Uint8Array>, isTty: boolean, failure: FaceError | null): Sink => ({
  isTty,
  isClosed: () => false,
  write: (chunk) => () => {
    if (failure !== null) return Promise.resolve(E.left(failure))
    chunks.push(Buffer.from(chunk))
    return Promise.resolve(E.right(undefined))
  },
})

/**
 * A person who answers in turn, and is gone when the answers are used up; `End` is ^D, `Interrupted` is ^C, `TooLong` a
 * line that is.
 */
export const answering = (asked: Array<string>, ...answers: ReadonlyArray<string>): Terminal => {
  const left = [...answers]
  return {
    ask: (question, hidden) => {
      asked.push(`${question}${hidden ? '(unseen)' : ''}`)
      const answer = left.shift() ?? 'End'
      if (answer === 'End' || answer === 'Interrupted') return Promise.resolve({ _tag: answer })
      if (answer === 'TooLong') return Promise.resolve({ _tag: answer, limitBytes: 4096 })
      return Promise.resolve({ _tag: 'Line', bytes: Buffer.from(answer, 'utf8') })
    },
  }
}

export type Circumstances = {
  readonly env?: World['env']
  readonly cwd?: string
  readonly stdin?: Uint8Array
  readonly terminal?: Terminal
  readonly stdoutIsTty?: boolean
  readonly stderrIsTty?: boolean
  readonly stdoutFailure?: FaceError
  readonly interruption?: AbortSignal
  readonly session?: (done: Array<Done>) => Partial<Session>
  /** Why the ledger does not open. */
  readonly unopened?: (options: Parameters<World['openLedger']>[0]) => SessionError | null
}

/** Runs the command line in this process against a session that is not real. */
export const run = async (argv: ReadonlyArray<string>, circumstances: Circumstances = {}) => {
  const done: Array<Done> = []
  const out: Array<Uint8Array> = []
  const err: Array<Uint8Array> = []
  const { env = {}, cwd = '/srv', stdin = new Uint8Array(), terminal = null, session, unopened } = circumstances
  const world: World = {
    stdout: sinkInto(out, circumstances.stdoutIsTty ?? false, circumstances.stdoutFailure ?? null),
    stderr: sinkInto(err, circumstances.stderrIsTty ?? false, null),
    stdin: Readable.from([stdin]),
    terminal,
    columns: null,
    env,
    cwd,
    userName: () => 'alice',
    hostName: () => 'console.contoso.com',
    nodeVersion: 'v24.0.0',
    now: () => now,
    interruption: circumstances.interruption ?? new AbortController().signal,
    openLedger: (options) => () => {
      done.push({ what: 'open', ...options })
      const fault = unopened?.(options) ?? null
      if (fault !== null) return Promise.resolve(E.left(fault))
      return Promise.resolve(E.right({ ...agreeableSession(done), ...session?.(done) }))
    },
    connect: ({ server, token, ...tls }) => () => {
      done.push({ what: 'connect', server: server.href, token: Buffer.from(token.reveal()).toString(), ...tls })
      return Promise.resolve(E.right({ ...agreeableSession(done), ...session?.(done) }))
    },
  }
  const code = await runCli(argv, world)
  const bytes = Buffer.concat(out)
  return { code, out: bytes.toString('utf8'), bytes, err: Buffer.concat(err).toString('utf8'), done }
}

/** The commands that were sent. */
export const commandsIn = (done: ReadonlyArray<Done>): ReadonlyArray<Done> =>
  done.filter(({ what }) => what === 'command')
