import { refOf } from '../../domain/certificate/state.js'
import { described, optional } from '../../domain/input/field.js'
import { flagField, instantField, thumbprintField } from '../../domain/input/fields.js'
import type { CertificateRef } from '../../domain/values/certificate-ref.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import { knownCertificate } from '../evidence.js'
import { E, pipe, TE, type Either, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { slotMeant } from '../slots.js'
import { command, type CommandError, type UsageError } from './command.js'
import { slotFields, toSlot } from './rolls.js'

const reasoned = (reason: string | null): Either<UsageError, string> =>
  reason === null ? E.left({ _tag: 'ReasonMissing', command: 'CorrectAssignment' }) : E.right(reason)

const holder = (
  services: Services,
  thumbprint: Thumbprint | ThumbprintSha256 | null,
  nobody: boolean,
): TaskEither<CommandError, CertificateRef | null> => {
  if ((thumbprint === null) !== nobody) return TE.left({ _tag: 'ExactlyOneOf', fields: ['thumbprint', 'nobody'] })
  if (thumbprint === null) return TE.right(null)
  return pipe(
    knownCertificate(services, thumbprint),
    TE.map(({ facts }) => refOf(facts)),
  )
}

/**
 * Records what was really in force in the past, as a new fact with its reason; what was believed before stays
 * answerable. Source: AUDIT 8.
 */
export const correctAssignment = command({
  name: 'CorrectAssignment',
  summary: 'Record what was really in force in the past',
  right: 'administer',
  fields: {
    ...slotFields,
    thumbprint: optional(described('the certificate that was in force', thumbprintField)),
    nobody: flagField('no certificate was in force'),
    from: described('from when on', instantField),
    to: optional(described('until when; left out: until the next change', instantField)),
  },
  run: (services) => ({ type, identity, thumbprint, nobody, from, to }, context) =>
    pipe(
      TE.Do,
      TE.bind('reason', () => TE.fromEither(reasoned(context.reason))),
      TE.bindW('slot', () => TE.fromEither(slotMeant(type, identity))),
      TE.bindW('certificate', () => holder(services, thumbprint, nobody)),
      TE.chainW(({ slot, certificate }) =>
        toSlot(services, context, {
          type: 'CorrectAssignment',
          data: { slot, certificate, validFrom: from, validTo: to, at: context.at },
        }),
      ),
    ),
})
