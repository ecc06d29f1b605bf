import type { ReadFailure } from '../../application/ports.js'
import type { AccessLookup } from '../../application/ports/access-lookup.js'
import { pipe, TE } from '../../application/prelude.js'
import { Subject } from '../../domain/values/subject.js'
import type { TokenId } from '../../domain/values/token-digest.js'
import { accessAt } from '../../projections/access-at.js'
import { accessTokens } from '../../projections/access-tables.js'
import type { Rows } from '../../projections/rows.js'
import type { AskRows } from './ask-rows.js'

const subjectIn = (rows: Rows, token: TokenId): Subject | null => {
  const [row] = rows.find(accessTokens, { equals: { token_id: token }, limit: 1 })
  return Subject.is(row?.subject) ? row.subject : null
}

const MOST_REMEMBERED = 10_000

/** A token belongs to the same subject for ever, so that what was once found is not looked up again. */
const remembering = (askRows: AskRows): AccessLookup<ReadFailure>['subjectOf'] => {
  const known = new Map<TokenId, Subject>()
  return (token) => {
    const found = known.get(token)
    if (found !== undefined) return TE.right(found)
    return pipe(
      askRows((rows) => subjectIn(rows, token)),
      TE.map((subject) => {
        if (subject !== null && known.size < MOST_REMEMBERED) known.set(token, subject)
        return subject
      }),
    )
  }
}

/** The lookup of access over the rows of the read side, caught up before each answer. */
export const accessLookup = (askRows: AskRows): AccessLookup<ReadFailure> => ({
  subjectOf: remembering(askRows),
  administrators: (at) =>
    askRows((rows, knownAt) =>
      accessAt(rows, { validAt: at, knownAt, isPresent: true })
        .filter(({ kind, rights }) => kind !== 'agent' && rights.includes('administer'))
        .map(({ subject }) => subject)
        .filter(Subject.is),
    ),
})
