import type { SeenRevision } from '../../application/context.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'
import type { Named, Service } from '../system/service.js'
import type { SpokenError } from '../wording/problem.js'
import type { ServerError } from '../wording/server-error.js'

/** The revision of a stream as an ETag. */
export const etagOf = (revision: number): string => `"${revision}"`

const FORM = /^"(\d{1,15})"$/

const expectedRevision = (header: string | undefined): Either<ServerError, number | null> => {
  if (header === undefined) return E.right(null)
  const match = FORM.exec(header.trim())
  return match === null
    ? E.left({ _tag: 'HeaderNotUnderstood', header: 'If-Match', expected: 'one ETag of an answer, such as "3"' })
    : E.right(Number(match[1]))
}

/** What `If-Match` asks for: that the stream which the command is about stands where it was seen. Source: RFC 9110. */
export const precondition = (
  { streamOf }: Pick<Service, 'streamOf'>,
  header: string | undefined,
  named: Named,
): TaskEither<SpokenError, SeenRevision | null> =>
  pipe(
    TE.fromEither(expectedRevision(header)),
    TE.chainW((revision) => {
      if (revision === null) return TE.right(null)
      return pipe(
        streamOf(named),
        TE.chainW((stream) =>
          stream === null
            ? TE.left<SpokenError>({ _tag: 'RevisionDiffers', stream, expected: revision, actual: null })
            : TE.right({ stream, revision }),
        ),
      )
    }),
  )
