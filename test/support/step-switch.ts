/**
 * What Node imports first, so that the process is killed before its file operation of the number `KILLED_AT`, counted
 * from 1; never where that is 0. Counted are these methods of open files, and these functions of `node:fs/promises`.
 */
export const stepSwitch = (
  methods: ReadonlyArray<string>,
  functions: ReadonlyArray<string>,
): string => `data:text/javascript,${encodeURIComponent(`
  import files from 'node:fs/promises'
  import { syncBuiltinESMExports } from 'node:module'
  let left = Number(process.env.KILLED_AT ?? 0)
  const stepped = (act) => function (...args) {
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    return act.apply(this, args)
  }
  const handle = await files.open('/dev/null')
  const ofHandles = Object.getPrototypeOf(handle)
  await handle.close()
  for (const name of ${JSON.stringify(methods)}) ofHandles[name] = stepped(ofHandles[name])
  for (const name of ${JSON.stringify(functions)}) files[name] = stepped(files[name])
  syncBuiltinESMExports()
`)}`

/** The file operations of an agent. */
export const agentSteps = stepSwitch(
  ['writeFile', 'sync', 'chmod'],
  ['mkdir', 'rename', 'symlink', 'rm', 'chmod'],
)
