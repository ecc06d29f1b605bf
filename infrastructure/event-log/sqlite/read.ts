import type { LogFailure } from '../../../application/ports/event-log.js'
import { E, type Either, type TaskEither } from '../../../application/prelude.js'
import { failureOf } from './errors.js'
import type { Connection } from './open.js'
import type { Statements } from './statements.js'
import { whileBusy } from './while-busy.js'

/** Asks the store something. */
export type Read = <A>(question: (statements: Statements) => A) => TaskEither<LogFailure, A>

/**
 * Asks while the log is open, again where another process is in the way. Fails with LogUnavailable: reason
 * CLOSED after `close`, CHANGED where a file that could only be opened as unchanging has changed.
 */
export const reader = (connection: Connection, isOpen: () => boolean, busyDeadlineMs: number): Read => {
  const { path, statements, isUnchanged } = connection
  const unavailable = (reason: string): LogFailure => ({ _tag: 'LogUnavailable', path, reason })
  return (question) => async () => {
    try {
      const ask = (): Either<string, ReturnType<typeof question>> =>
        isOpen() ? E.right(question(statements)) : E.left('CLOSED')
      const answer = await whileBusy(ask, busyDeadlineMs)
      if (E.isLeft(answer)) return E.left(unavailable(answer.left))
      return isUnchanged() ? answer : E.left(unavailable('CHANGED'))
    } catch (error) {
      return E.left(failureOf(error, path))
    }
  }
}
