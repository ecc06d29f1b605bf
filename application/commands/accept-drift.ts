import { observation } from '../../domain/observation/decide.js'
import type { ObservationRefusal } from '../../domain/observation/errors.js'
import type { DriftKind } from '../../domain/observation/events.js'
import { described, optional } from '../../domain/input/field.js'
import { fqdnField, oneOfField, roleField, thumbprintField, wordsField } from '../../domain/input/fields.js'
import { observationStream } from '../../domain/streams.js'
import type { CertificateRole } from '../../domain/values/certificate-role.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import type { FoundDrift, FrontEndDrift } from '../ports/drift-lookup.js'
import { E, pipe, TE, type Either, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { command, type CommandError } from './command.js'

const driftKinds: ReadonlyArray<DriftKind> = ['missing', 'foreign', 'stale', 'unreadable']

type Which = {
  readonly fqdn: Fqdn
  readonly type: CertificateRole
  readonly kind: DriftKind
  readonly thumbprint: Thumbprint | ThumbprintSha256 | null
  readonly file: string | null
}

const isMeant = ({ type, kind, thumbprint, file }: Which) => (found: FoundDrift): boolean =>
  found.role === type &&
  found.kind === kind &&
  (thumbprint === null || found.thumbprint === thumbprint || found.thumbprintSha256 === thumbprint) &&
  (file === null || found.file === file)

/** The one difference that goes by what was given. */
const oneMeant = (which: Which, found: ReadonlyArray<FoundDrift>): Either<ObservationRefusal, FoundDrift> => {
  const { fqdn, type: role, kind, thumbprint, file } = which
  const [only, ...others] = found.filter(isMeant(which))
  if (only === undefined) return E.left({ _tag: 'NoSuchDrift', fqdn, role, kind, thumbprint, file })
  if (others.length === 0) return E.right(only)
  const all = [only, ...others]
  return E.left({
    _tag: 'SeveralDrifts',
    fqdn,
    role,
    kind,
    thumbprints: [...new Set(all.flatMap((one) => one.thumbprint ?? []))],
    files: all.flatMap((one) => one.file ?? []),
  })
}

const driftOf = (
  { lookup }: Pick<Services, 'lookup'>,
  fqdn: Fqdn,
  at: Instant,
): TaskEither<CommandError, FrontEndDrift> =>
  pipe(
    lookup.driftOf(fqdn, at),
    TE.chainW((drift) =>
      drift === null ? TE.left<CommandError>({ _tag: 'FrontEndNotRegistered', fqdn }) : TE.right(drift)),
  )

const reasoned = (reason: string | null): Either<CommandError, string> =>
  reason === null ? E.left({ _tag: 'ReasonMissing', command: 'AcceptDrift' }) : E.right(reason)

/**
 * Puts on record that somebody takes responsibility for a difference as it stands. It is neither listed nor repaired
 * from then on, until it changes. Source: FIELD S9.
 */
export const acceptDrift = command({
  name: 'AcceptDrift',
  summary: 'Take responsibility for a difference at a front end, until it changes',
  right: 'operate',
  fields: {
    fqdn: fqdnField,
    type: roleField,
    kind: oneOfField('how it differs', driftKinds),
    thumbprint: optional(described('which certificate, where several differ; SHA-1 or SHA-256', thumbprintField)),
    storeFile: optional(wordsField('which file, as it is listed, where several differ')),
  },
  run: (services) => ({ storeFile: file, ...which }, context) =>
    pipe(
      TE.Do,
      TE.bindW('reason', () => TE.fromEither(reasoned(context.reason))),
      TE.bindW('drift', () => driftOf(services, which.fqdn, context.at)),
      TE.bindW('meant', ({ drift }) => TE.fromEither(oneMeant({ ...which, file }, drift.found))),
      TE.chainW(({ drift: { found, acceptances }, meant: { role, kind, thumbprintSha256, file: differing } }) => {
        const difference = { role, kind, thumbprintSha256, file: differing }
        const evidence = { standing: found, acceptances }
        return services.handle(observation, context, observationStream(which.fqdn), {
          type: 'AcceptDrift',
          data: { fqdn: which.fqdn, ...difference, ...evidence, at: context.at },
        })
      }),
      TE.map(({ events }) => ({ events, findings: [] })),
    ),
})
