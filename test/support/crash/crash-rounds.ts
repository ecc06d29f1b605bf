import { startProgram, type ChildProgram } from './child-program.js'

/** Work that is cut off, and how to tell that nothing was lost. */
export type CrashWork = {
  /** Prints `ready` when it begins to work, then one line for each thing that was acknowledged to it. */
  readonly program: URL
  readonly argsFor: (directory: string) => ReadonlyArray<string>
  /**
   * Throws where the directory does not hold what must be there; `acknowledged` is all that any process has
   * printed.
   */
  readonly verify: (directory: string, acknowledged: ReadonlyArray<string>) => Promise<void>
}

export type CrashTally = { readonly kills: number; readonly acknowledged: number }

const ROUNDS_ON_ONE_DIRECTORY = 20
const LONGEST_START_MS = 150
const LONGEST_WORK_MS = 60

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Most are killed at work, soon after they began more often than late; every fifth at any moment since its
 * start.
 */
const untilItsTime = async ({ ready }: ChildProgram, nth: number): Promise<void> => {
  if (nth % 5 === 4) return pause(Math.random() * LONGEST_START_MS)
  await ready
  await pause(Math.random() ** 2 * LONGEST_WORK_MS)
}

const killInTime = async (started: ChildProgram, nth: number): Promise<ReadonlyArray<string>> => {
  await untilItsTime(started, nth)
  started.child.kill('SIGKILL')
  const end = await started.ended
  if (end !== 'SIGKILL') throw new Error(`the program ended by itself: ${String(end)}`)
  return (await started.lines).filter((line) => line !== 'ready')
}

const round = async (
  work: CrashWork,
  directory: string,
  firstKill: number,
  processes: number,
): Promise<ReadonlyArray<string>> => {
  const started = Array.from({ length: processes }, () => startProgram(work.program, work.argsFor(directory)))
  return (await Promise.all(started.map((program, n) => killInTime(program, firstKill + n)))).flat()
}

/**
 * Starts programs, one to three at once on one directory, kills them at random moments, and verifies after each
 * round what they left behind; until so many were killed. Directories are taken from `freshDirectory`, a new
 * one every 20 rounds.
 */
export const crashRounds = async (
  work: CrashWork,
  kills: number,
  freshDirectory: () => string,
): Promise<CrashTally> => {
  const tally = { kills: 0, acknowledged: 0 }
  while (tally.kills < kills) {
    const directory = freshDirectory()
    const acknowledged: Array<string> = []
    for (let n = 0; n < ROUNDS_ON_ONE_DIRECTORY && tally.kills < kills; n += 1) {
      const processes = Math.min(1 + (n % 3), kills - tally.kills)
      acknowledged.push(...await round(work, directory, tally.kills, processes))
      tally.kills += processes
      await work.verify(directory, acknowledged)
    }
    tally.acknowledged += acknowledged.length
  }
  return tally
}

/** How many kills a run does: 300, or what CERTLEDGER_CRASH_ROUNDS says. */
export const killsWanted = (): number => Number(process.env['CERTLEDGER_CRASH_ROUNDS'] ?? '300')
