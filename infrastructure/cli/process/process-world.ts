import { hostname, userInfo } from 'node:os'
import { systemClock } from '../../system/clock.js'
import type { Connect, OpenLedger, World } from '../world.js'
import { sinkOf } from './sink.js'
import { terminalOn } from './terminal.js'

const userName = (): string => {
  try {
    return userInfo().username
  } catch {
    return process.env['USER'] ?? process.env['USERNAME'] ?? `uid ${String(process.getuid?.() ?? 'unknown')}`
  }
}

/** The composition is loaded when a ledger is opened: help and completion do without. */
const openLedger: OpenLedger = (options) => async () => {
  const { openSession } = await import('../../system/open-session.js')
  return openSession(options)()
}

const connect: Connect = (options) => async () => {
  const { connectSession } = await import('../../system/connect-session.js')
  return connectSession(options)()
}

/** The world of this process. */
export const processWorld = (interruption: AbortSignal): World => {
  const { stdin, stdout, stderr, env } = process
  return {
    stdout: sinkOf(stdout, 'standard output'),
    stderr: sinkOf(stderr, 'standard error'),
    stdin,
    terminal: stdin.isTTY && stderr.isTTY ? terminalOn(stdin, stderr, interruption) : null,
    columns: stdout.isTTY && stdout.columns > 0 ? stdout.columns : null,
    env,
    cwd: process.cwd(),
    userName,
    hostName: hostname,
    nodeVersion: process.version,
    now: systemClock.now,
    interruption,
    openLedger,
    connect,
  }
}
