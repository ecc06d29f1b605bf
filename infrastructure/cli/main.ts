#!/usr/bin/env node

/** The first Node that has what the program is made of. Source: docs/adr/0003. */
const REQUIRED = '22.13.0'

const isOlder = (version: string, than: string): boolean => {
  const found = version.split('.').map(Number)
  const wanted = than.split('.').map(Number)
  for (let index = 0; index < wanted.length; index += 1) {
    if (found[index] !== wanted[index]) return Number(found[index]) < Number(wanted[index])
  }
  return false
}

/** Nothing is imported before the version of Node is known: an older one would not get past the imports. */
if (isOlder(process.versions.node, REQUIRED)) {
  process.stderr.write(`certledger needs Node ${REQUIRED} or newer; this is Node ${process.versions.node}.\n`)
  process.exitCode = 1
} else {
  import('./start.js').then(({ start }) => start()).catch((thrown) => {
    process.stderr.write(`certledger could not be started: ${String(thrown)}\n`)
    process.exitCode = 1
  })
}

export {}
