import { AsyncLocalStorage } from 'node:async_hooks'
import type * as files from 'node:fs/promises'

type FileHandle = files.FileHandle

/** One actor among several in this process: what it does to files can be halted before any step. */
export type Actor<A> = {
  /** True once it stands before the step it was to be halted at; false where it ended without coming to it. */
  readonly halted: Promise<boolean>
  /** Lets it go on; without this it is as if it had been killed. */
  readonly release: () => Promise<A>
}

const walks = new AsyncLocalStorage<() => Promise<void>>()
const handles = new Set<FileHandle>()

const stepped = <Args extends ReadonlyArray<unknown>, A>(act: (...args: Args) => Promise<A>) =>
  async (...args: Args): Promise<A> => {
    await walks.getStore()?.()
    return act(...args)
  }

const withSteps = (handle: FileHandle): FileHandle => {
  handles.add(handle)
  handle.writeFile = stepped(handle.writeFile.bind(handle))
  handle.sync = stepped(handle.sync.bind(handle))
  return handle
}

/** The module with a step before everything that changes a file or looks for one. */
export const steppedFiles = (real: typeof files): typeof files => ({
  ...real,
  open: stepped((...args: Parameters<typeof real.open>) => real.open(...args).then(withSteps)),
  link: stepped(real.link),
  rename: stepped(real.rename),
  unlink: stepped(real.unlink),
})

/** A promise that is kept from outside. */
const promised = <A>() => {
  let keep = (_: A): void => undefined
  const kept = new Promise<A>((resolve) => { keep = resolve })
  return { kept, keep: (value: A) => { keep(value) } }
}

/** Starts an actor and halts it before its step of this number, counted from 1. */
export const haltedAt = <A>(step: number, act: () => Promise<A>): Actor<A> => {
  const [gate, arrival] = [promised<null>(), promised<boolean>()]
  let count = 0
  const walk = async (): Promise<void> => {
    count += 1
    if (count !== step) return
    arrival.keep(true)
    await gate.kept
  }
  const ended = walks.run(walk, act)
  void ended.finally(() => { arrival.keep(false) })
  return {
    halted: arrival.kept,
    release: () => {
      gate.keep(null)
      return ended
    },
  }
}

/** Closes what killed actors left open, as the system does. */
export const closeLeftOpen = async (): Promise<void> => {
  for (const handle of handles) {
    handles.delete(handle)
    if (handle.fd >= 0) await handle.close()
  }
}
