import { t } from '../prelude.js'

/** A whole number that JSON and SQLite keep exactly: a count, an ordinal, milliseconds. */
export const WholeNumber = t.refinement(t.number, Number.isSafeInteger, 'WholeNumber')
