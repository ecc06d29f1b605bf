import type { PlainRecord } from '../../wording/plain.js'

const problemAnswer: PlainRecord = { $ref: '#/components/responses/Problem' }

/** What can go wrong everywhere, by status; the types are those of the whole program. */
export const problems = (statuses: ReadonlyArray<number>): PlainRecord =>
  Object.fromEntries([...statuses.map(String), 'default'].map((status) => [status, problemAnswer] as const))
