import { described, optional, type Fields } from '../../domain/input/field.js'
import { flagField, instantField, knownAtField, wholeNumberField, wordsField } from '../../domain/input/fields.js'

/** What every command takes beside its own parameters. Who sends it follows from the token. */
export const recordingFields = {
  reason: optional(wordsField('why, for the record')),
  ticket: optional(wordsField('number of the change, for the record')),
  onBehalfOf: optional(wordsField('for whom it is done')),
  dryRun: flagField('show what would be recorded, and record nothing'),
}

/** The two times of every question. Source: DESIGN 3. */
export const momentFields = {
  at: optional(described('what was, or will be, in force then: RFC 3339 or a plain date (00:00 UTC)', instantField)),
  knownAt: optional(knownAtField),
}

const LARGEST_PAGE = 10_000

/** Parts of a list. */
export const pageFields = {
  limit: optional(wholeNumberField('at most so many items; the rest follows with `after`', 1, LARGEST_PAGE)),
  after: optional(wordsField('continue there: `next` of the answer before')),
}

/** Whether a question answers with a list that can be had in parts, and has no way of its own for that. */
export const isPaged = (name: string, fields: Fields): boolean => !name.startsWith('Show') && !('limit' in fields)
