import type { UnprovedRoll } from './events.js'

/** What becomes of an unproved roll, and how long before its instant that is looked at, in ms. */
export type RollPolicy = { readonly unproved: UnprovedRoll; readonly marginMs: number }

/** The policy of a slot for which nobody set one: a warning from an hour before. */
export const defaultRollPolicy: RollPolicy = { unproved: 'warn', marginMs: 3_600_000 }
