import { writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type * as Agent from '../../../infrastructure/system/agent.js'

/**
 * Runs the agents of some state directories in one process, as `certledger agent run` does, but waits only a tenth as
 * long; prints what they tell as lines of JSON, with the directory. Argument: the directories.
 */

const fromDist = new URL('../../../dist/infrastructure/system/agent.js', import.meta.url).href
const { runHere } = (await import(fromDist)) as typeof Agent

const HASTE = 10

const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`)

const run = async (state: string): Promise<void> => {
  const ended = await runHere({
    state,
    version: '0.1.0',
    once: false,
    tell: ({ event, facts }) => say({ state, event, ...facts }),
    sleep: (ms) => pause(ms / HASTE),
    signal: new AbortController().signal,
  })()
  if (ended._tag === 'Left') say({ state, event: 'ended', because: ended.left._tag })
}

say({ event: 'ready' })
await Promise.all(process.argv.slice(2).map(run))
