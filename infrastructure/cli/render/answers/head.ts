import type { AnswerHead } from '../../../system/session.js'

/** What every answer says beside its content; a question also says which position `knownAt` came to. */
export type Head = AnswerHead & { readonly knownAtPosition?: number }
