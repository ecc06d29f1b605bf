import { told, type Finding } from '../../domain/certificate/finding.js'
import { refOf, type KnownCertificate } from '../../domain/certificate/state.js'
import { described, optional } from '../../domain/input/field.js'
import { flagField, instantField, thumbprintField } from '../../domain/input/fields.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Slot } from '../../domain/values/slot.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import { judge, knownCertificate } from '../evidence.js'
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
): TaskEither<CommandError, KnownCertificate | null> => {
  if ((thumbprint === null) !== nobody) return TE.left({ _tag: 'ExactlyOneOf', fields: ['thumbprint', 'nobody'] })
  return thumbprint === null ? TE.right(null) : knownCertificate(services, thumbprint)
}

/** A record of fact is not refused, but what strikes about a certificate that serves on because of it is told. */
const strikes = (
  services: Services,
  known: KnownCertificate | null,
  slot: Slot,
  to: Instant | null,
  at: Instant,
): TaskEither<CommandError, ReadonlyArray<Finding>> =>
  known === null || to !== null ? TE.right([]) : pipe(judge(services, known, slot, at, at), TE.map(told))

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
      TE.bindW('known', () => holder(services, thumbprint, nobody)),
      TE.bindW('findings', ({ known, slot }) => strikes(services, known, slot, to, context.at)),
      TE.chainW(({ slot, known, findings }) => {
        const certificate = known === null ? null : refOf(known.facts)
        const data = { slot, certificate, validFrom: from, validTo: to, at: context.at }
        return toSlot(services, context, { type: 'CorrectAssignment', data }, () => findings)
      }),
    ),
})
