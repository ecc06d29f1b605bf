import type { LookupFailure } from '../../application/ports/lookup.js'

/** Why the read side cannot answer; the log is untouched. What was merely damaged is built again without a word. */
export type ReadSideError = LookupFailure

/** What happens inside: as above, or the file is not what was written to it and has to be built again. */
export type Fault = ReadSideError | { readonly _tag: 'Damaged'; readonly path: string; readonly reason: string }
