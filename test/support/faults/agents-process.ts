import { once } from 'node:events'
import { startProgram, type ChildProgram } from '../crash/child-program.js'

/** Something that an agent told, with its state directory. */
export type ToldByAgent = Readonly<Record<string, unknown>> & { readonly state: string; readonly event: string }

/** Some agents in one process. */
export type AgentsProcess = {
  readonly start: () => Promise<void>
  /** Ends them with SIGKILL. */
  readonly kill: () => Promise<void>
  /** All that they have told, in all their runs; what was being said when they were killed is not among it. */
  readonly told: () => ReadonlyArray<ToldByAgent>
}

const program = new URL('./run-agents.ts', import.meta.url)

/** The agents of these state directories, not started. */
export const agentsProcess = (states: ReadonlyArray<string>): AgentsProcess => {
  let running: ChildProgram | null = null
  const told: Array<ToldByAgent> = []
  return {
    start: async () => {
      running ??= startProgram(program, states)
      await running.ready
    },
    kill: async () => {
      const dying = running
      running = null
      if (dying === null) return
      if (dying.child.exitCode === null) {
        const ended = once(dying.child, 'exit')
        dying.child.kill('SIGKILL')
        await ended
      }
      for (const line of await dying.lines) {
        const one = JSON.parse(line) as ToldByAgent
        if (one.event !== 'ready') told.push(one)
      }
    },
    told: () => told,
  }
}
