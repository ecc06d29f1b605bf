import { interruptionOfProcess, stopSignals } from './process/interruption.js'
import { processWorld } from './process/process-world.js'
import { silenceSqliteWarning } from './process/warnings.js'

/**
 * Where a thread still waits for a file that does not come, such as a named pipe, Node cannot end: it would wait, too.
 * The signal itself can, and shells see the same.
 */
const endBySignal = (interruption: AbortSignal): void => {
  const isWaiting = process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'))
  const signal = stopSignals.find((name) => name === interruption.reason)
  if (!isWaiting || signal === undefined) return
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}

/** Runs the command line in this process, and ends it. Everything was written by then. */
export const start = async (): Promise<void> => {
  silenceSqliteWarning()
  const { runCli } = await import('./run-cli.js')
  const interruption = interruptionOfProcess()
  const code = await runCli(process.argv.slice(2), processWorld(interruption))
  endBySignal(interruption)
  process.exit(code)
}
