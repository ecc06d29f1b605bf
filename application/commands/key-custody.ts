import type { CertificateCommand } from '../../domain/certificate/commands.js'
import { certificate } from '../../domain/certificate/decide.js'
import type { Decider } from '../../domain/decider.js'
import type { CertificateRefusal } from '../../domain/certificate/errors.js'
import type { CertificateEvent } from '../../domain/certificate/events.js'
import { generationOf, type CertificateState } from '../../domain/certificate/state.js'
import { E, pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import type { CommandError } from './command.js'

/** The generation to deposit under: the kept one again for a repeat, the next one after a destruction. */
export const nextGeneration = (state: CertificateState): number => {
  if (state._tag === 'Unknown') return 1
  return generationOf(state.privateKey) + (state.privateKey._tag === 'Kept' ? 0 : 1)
}

/** Somebody else destroyed the key, or brought another, after this command had turned to the vault. */
export type KeyMovedOn = { readonly _tag: 'KeyMovedOn' }

/** The certificate, decided only where `holds`: what a command did in the vault fits no other state. */
export const certificateWhile = (
  holds: (state: CertificateState) => boolean,
): Decider<CertificateCommand, CertificateEvent, CertificateState, CertificateRefusal | KeyMovedOn> => ({
  ...certificate,
  decide: (command) => (state) =>
    holds(state) ? certificate.decide(command)(state) : E.left({ _tag: 'KeyMovedOn' }),
})

const MAX_ATTEMPTS = 10

const conflictOn = ({ load }: Pick<Services, 'load'>, stream: string): TaskEither<CommandError, never> =>
  pipe(
    load(certificate, stream),
    TE.chainW(({ revision }) =>
      TE.left<CommandError>({ _tag: 'Conflict', stream, expected: 'streamExists', actual: revision }),
    ),
  )

const tried = <A>(
  services: Pick<Services, 'load'>,
  stream: string,
  attempt: TaskEither<CommandError | KeyMovedOn, A>,
  left: number,
): TaskEither<CommandError, A> =>
  pipe(
    attempt,
    TE.orElse((error) => {
      if (error._tag !== 'KeyMovedOn') return TE.left(error)
      return left > 1 ? tried(services, stream, attempt, left - 1) : conflictOn(services, stream)
    }),
  )

/**
 * Does what turns to the vault for the certificate of a stream, one command after another in this process. Where
 * another process moved the key on, it is tried again from the start, ten times in all; then it is a conflict.
 */
export const untilKeyStands = <A>(
  services: Pick<Services, 'load' | 'inCustody'>,
  stream: string,
  attempt: TaskEither<CommandError | KeyMovedOn, A>,
): TaskEither<CommandError, A> => services.inCustody(stream, tried(services, stream, attempt, MAX_ATTEMPTS))
