import type fc from 'fast-check'
import type { EventLog } from '../../../application/ports/event-log.js'
import type { KeyVault } from '../../../application/ports/key-vault.js'
import type { TaskEither } from '../../../application/prelude.js'

/** Every question waits its turn in a schedule before it reaches its port, and again before its answer comes back. */
const slowed = (schedule: fc.Scheduler) => {
  const turn = (what: string): Promise<unknown> => schedule.schedule(Promise.resolve(), what)
  const slowly = <E, A>(what: string, task: TaskEither<E, A>): TaskEither<E, A> => async () => {
    await turn(`${what}: asks`)
    const answer = await task()
    await turn(`${what}: is answered`)
    return answer
  }
  return { turn, slowly }
}

/** A log that takes its time: whole histories of rival processes are tried in any order this way. */
export const scheduledLog = (schedule: fc.Scheduler, log: EventLog): EventLog => {
  const { turn, slowly } = slowed(schedule)
  return {
    ...log,
    append: (request) => slowly(`append to ${request.stream}`, log.append(request)),
    readStream: (stream, options) => slowly(`read ${stream}`, log.readStream(stream, options)),
    head: () => slowly('head', log.head()),
    readAll: async function* (options) {
      await turn('read all: asks')
      for await (const page of log.readAll({ ...options, batchSize: 1 })) {
        await turn('read all: is answered')
        yield page
      }
    },
  }
}

/** A vault that takes its time. */
export const scheduledVault = (schedule: fc.Scheduler, vault: KeyVault): KeyVault => {
  const { slowly } = slowed(schedule)
  return {
    deposit: (deposit) => slowly('deposit', vault.deposit(deposit)),
    open: (ref) => slowly('open', vault.open(ref)),
    destroy: (ref) => slowly('destroy', vault.destroy(ref)),
    list: () => slowly('list', vault.list()),
  }
}
