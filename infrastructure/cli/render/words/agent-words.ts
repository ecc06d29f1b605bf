import { cell, type Cell } from '../layout/block.js'

const states: ReadonlyMap<string, Cell> = new Map([
  ['none', cell('none', 'warning')],
  ['invited', cell('invited', 'warning')],
  ['pending', cell('to be confirmed', 'warning')],
  ['enrolled', cell('enrolled', 'good')],
])

/** Whether an agent speaks for a front end. That others use its identity comes before everything else. */
export const agentCell = (state: string, conflicts: number): Cell =>
  conflicts === 0 ? (states.get(state) ?? cell(state)) : cell(`${state}, used elsewhere too`, 'critical')

const GROUP = /[^]{1,4}/g

/** A fingerprint in groups of four, to be read aloud and compared. */
export const fingerprintWords = (fingerprint: string): string => (fingerprint.match(GROUP) ?? []).join(' ')
