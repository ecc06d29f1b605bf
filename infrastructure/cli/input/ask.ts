import { secretOf, type Secret } from '../../../application/ports/secret.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { FaceError } from '../../wording/face-error.js'
import type { Terminal, Typed } from '../world.js'

type Asked<A> = TaskEither<FaceError, A>

const answered = (typed: Typed): Either<FaceError, Uint8Array | null> => {
  switch (typed._tag) {
    case 'Line':
      return E.right(typed.bytes)
    case 'End':
      return E.right(null)
    case 'TooLong':
      return E.left({ _tag: 'TypedTooLong', limitBytes: typed.limitBytes })
    case 'Interrupted':
      return E.left({ _tag: 'Interrupted', signal: 'SIGINT' })
  }
}

const ask = ({ ask: put }: Terminal, question: string, hidden: boolean): Asked<Uint8Array | null> =>
  pipe(TE.fromTask<Typed, FaceError>(() => put(question, hidden)), TE.chainEitherK(answered))

/** A password that is typed unseen; null where the person ends the input instead. */
export const askSecret = (terminal: Terminal, question: string): Asked<Secret | null> =>
  pipe(
    ask(terminal, `${question}: `, true),
    TE.map((bytes) => (bytes === null ? null : secretOf(bytes))),
  )

const isSame = (one: Secret, other: Secret): boolean => Buffer.compare(one.reveal(), other.reveal()) === 0

/** A new password, typed unseen twice. */
export const askNewSecret = (terminal: Terminal, question: string): Asked<Secret | null> =>
  pipe(
    askSecret(terminal, question),
    TE.chain((first) =>
      first === null
        ? TE.right(null)
        : pipe(
          askSecret(terminal, 'The same again'),
          TE.chain((second) =>
            second !== null && isSame(first, second) ? TE.right(first) : TE.left({ _tag: 'PasswordsDiffer' })),
        )),
  )

const isYes = (bytes: Uint8Array | null): boolean =>
  bytes !== null && /^y(?:es)?$/i.test(Buffer.from(bytes).toString('utf8').trim())

/**
 * Has an action confirmed: by `--yes` beforehand, or at the terminal. Where nobody can be asked, it is refused.
 * `action` is a sentence without its end: `Destroy the private key of …`.
 */
export const confirmed = (terminal: Terminal | null, yes: boolean, action: string): Asked<void> => {
  if (yes) return TE.right(undefined)
  if (terminal === null) return TE.left({ _tag: 'ConfirmationRequired', action })
  return pipe(
    ask(terminal, `${action}? [y/N] `, false),
    TE.chain((typed) => (isYes(typed) ? TE.right(undefined) : TE.left({ _tag: 'NotConfirmed', action }))),
  )
}
