import type { ExpectedRevision } from '../../application/ports/event-log.js'

/**
 * Whether a stream whose last revision is `actual` (null: it has none) stands where the writer believes it to
 * stand.
 */
export const isMet = (expected: ExpectedRevision, actual: number | null): boolean => {
  if (expected === 'any') return true
  if (expected === 'noStream') return actual === null
  if (expected === 'streamExists') return actual !== null
  return expected.revision === actual
}
