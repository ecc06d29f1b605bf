import type { LogFailure } from '../../../application/ports/event-log.js'
import { E, type Either, type TaskEither } from '../../../application/prelude.js'
import { failureOf, isBusy } from './errors.js'
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
  const failed = (error: unknown): Either<LogFailure, never> => E.left(failureOf(error, path))
  return (question) => {
    const ask = (): Either<LogFailure, ReturnType<typeof question>> => {
      if (!isOpen()) return E.left(unavailable('CLOSED'))
      const answer = question(statements)
      return isUnchanged() ? E.right(answer) : E.left(unavailable('CHANGED'))
    }
    return async () => {
      try {
        return ask()
      } catch (error) {
        return isBusy(error) ? whileBusy(ask, busyDeadlineMs).catch(failed) : failed(error)
      }
    }
  }
}
