import { interruptionOfProcess } from './process/interruption.js'
import { processWorld } from './process/process-world.js'
import { silenceSqliteWarning } from './process/warnings.js'

/** Runs the command line in this process, and ends it. Everything was written by then. */
export const start = async (): Promise<void> => {
  silenceSqliteWarning()
  const { runCli } = await import('./run-cli.js')
  process.exit(await runCli(process.argv.slice(2), processWorld(interruptionOfProcess())))
}
