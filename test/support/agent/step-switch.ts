/**
 * What Node imports first, so that the process is killed before its file operation of the number `KILLED_AT`, counted
 * from 1; never where that is 0.
 */
export const stepSwitch = `data:text/javascript,${encodeURIComponent(`
  import files from 'node:fs/promises'
  import { syncBuiltinESMExports } from 'node:module'
  let left = Number(process.env.KILLED_AT ?? 0)
  const stepped = (act) => function (...args) {
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    return act.apply(this, args)
  }
  const handle = await files.open('/dev/null')
  const methods = Object.getPrototypeOf(handle)
  await handle.close()
  for (const name of ['writeFile', 'sync', 'chmod']) methods[name] = stepped(methods[name])
  for (const name of ['mkdir', 'rename', 'symlink', 'rm', 'chmod']) files[name] = stepped(files[name])
  syncBuiltinESMExports()
`)}`
