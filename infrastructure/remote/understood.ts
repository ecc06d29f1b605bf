import { E, type Either } from '../../application/prelude.js'
import type { RemoteError } from '../shared/told-by-server.js'

/** What was read of an answer; null is an answer of another form than the one that is known here. */
export const understood = <A>(server: string, read: A | null): Either<RemoteError, A> =>
  read === null ? E.left({ _tag: 'ServerAnswerNotUnderstood', server, because: 'otherForm' }) : E.right(read)
