import { pipe, TE, E, type TaskEither } from '../../../application/prelude.js'
import type { Field, Fields } from '../../../domain/input/field.js'
import { Instant } from '../../../domain/values/instant.js'
import type { FaceError } from '../../wording/face-error.js'
import { textOf, type RawValues } from '../arguments/raw-values.js'
import { notice } from '../output/notice.js'
import type { Call } from '../table/cli-command.js'

const PLAIN_DATE = /^\s*\d{4}-\d{2}-\d{2}\s*$/

const understood = (field: Field<unknown>, text: string): ReadonlyArray<string> => {
  if (!PLAIN_DATE.test(text)) return []
  const read = field.parse(text)
  return E.isRight(read) && Instant.is(read.right) ? [`${text.trim()} read as ${read.right}`] : []
}

/** Says how plain dates were understood: whoever means another time zone sees it. Source: FIELD F9. */
export const tellPlainDates = (call: Call, fields: Fields, raw: RawValues): TaskEither<FaceError, void> =>
  pipe(
    Object.entries(fields).flatMap(([name, field]) => understood(field, textOf(raw, name) ?? '')),
    TE.traverseSeqArray((text) => notice(call, text)),
    TE.map(() => undefined),
  )
