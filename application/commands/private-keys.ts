import { certificate } from '../../domain/certificate/decide.js'
import { finding } from '../../domain/certificate/finding.js'
import type { CertificateState, KnownCertificate } from '../../domain/certificate/state.js'
import { certificateStream } from '../../domain/streams.js'
import { described, optional } from '../../domain/input/field.js'
import { instantField, thumbprintField } from '../../domain/input/fields.js'
import type { Slot } from '../../domain/values/slot.js'
import type { CommandContext } from '../context.js'
import { knownCertificate } from '../evidence.js'
import type { KeyVaultError } from '../ports/key-vault.js'
import type { ReadFailure } from '../ports.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { forceField } from './assign-certificate.js'
import { command, type CommandError, type CommandResult } from './command.js'
import { certificateWhile, untilKeyStands, type KeyMovedOn } from './key-custody.js'

type Standing = {
  /** Where it is current or staged. */
  readonly inUse: ReadonlyArray<Slot>
  /** Where it is previous: a rollback would make it current again. */
  readonly previousIn: ReadonlyArray<Slot>
}

const standing = (
  { lookup }: Pick<Services, 'lookup'>,
  { facts }: KnownCertificate,
  { at }: CommandContext,
): TaskEither<ReadFailure, Standing> =>
  pipe(
    lookup.usesOf(facts.thumbprintSha256, at),
    TE.map((uses) => ({
      inUse: uses.filter(({ as }) => as !== 'previous').map(({ slot }) => slot),
      previousIn: uses.filter(({ as }) => as === 'previous').map(({ slot }) => slot),
    })),
  )

/** Without its key a previous certificate still verifies, but cannot be brought back. Source: FIELD F11. */
const rollbackFindings = (
  { facts: { thumbprint } }: KnownCertificate,
  { previousIn }: Standing,
): CommandResult['findings'] =>
  previousIn.map((slot) => ({ ...finding('warning', { _tag: 'RollbackWindowCloses', thumbprint }), slot }))

/** The key may be gone already where a crash came between destroying and recording; then only the record is missing. */
const shredded = (
  { keyVault }: Pick<Services, 'keyVault'>,
  { dryRun }: CommandContext,
  { privateKey }: KnownCertificate,
): TaskEither<KeyVaultError, boolean> =>
  dryRun || privateKey._tag !== 'Kept' ? TE.right(false) : keyVault.destroy(privateKey.custody.ref)

/** True while no other key has come in the place of the one that was destroyed. */
const standsAs =
  ({ privateKey: destroyed }: KnownCertificate) =>
  (state: CertificateState): boolean =>
    state._tag === 'Unknown' ||
    state.privateKey._tag !== 'Kept' ||
    (destroyed._tag === 'Kept' && state.privateKey.custody.ref === destroyed.custody.ref)

/** Once that is on record the key is destroyed again: an import under way may have brought it back before. */
const destroyed = (
  services: Services,
  context: CommandContext,
  known: KnownCertificate,
  force: boolean,
): TaskEither<CommandError | KeyMovedOn, CommandResult> => {
  const stream = certificateStream(known.facts.thumbprintSha256)
  return pipe(
    standing(services, known, context),
    TE.map((where) => ({
      destroy: { type: 'DestroyPrivateKey' as const, data: { inUse: where.inUse, force, at: context.at } },
      findings: rollbackFindings(known, where),
    })),
    TE.chainFirstW(({ destroy }) => services.handle(certificate, { ...context, dryRun: true }, stream, destroy)),
    TE.chainFirstW(() => shredded(services, context, known)),
    TE.bindW('done', ({ destroy }) =>
      services.handle(certificateWhile(standsAs(known)), context, stream, destroy)),
    TE.chainFirstW(() => shredded(services, context, known)),
    TE.map(({ done: { events }, findings }) => ({ events, findings: events.length === 0 ? [] : findings })),
  )
}

/** Destroys a private key for ever; the certificate and its history stay. Source: FIELD F11, DESIGN 9. */
export const destroyPrivateKey = command({
  name: 'DestroyPrivateKey',
  summary: 'Destroy the private key of a certificate, irreversibly',
  right: 'administer',
  fields: { thumbprint: thumbprintField, force: forceField },
  run: (services) => ({ thumbprint, force }, context) =>
    pipe(
      knownCertificate(services, thumbprint),
      TE.chainW(({ facts }) => {
        const stream = certificateStream(facts.thumbprintSha256)
        const attempt = pipe(
          knownCertificate(services, facts.thumbprintSha256),
          TE.chainW((known) => destroyed(services, context, known, force)),
        )
        return untilKeyStands(services, stream, attempt)
      }),
    ),
})

/** Takes a certificate out of service: it is no longer assigned without force. */
export const retireCertificate = command({
  name: 'RetireCertificate',
  summary: 'Take a certificate out of service',
  right: 'operate',
  fields: { thumbprint: thumbprintField, force: forceField },
  run: (services) => ({ thumbprint, force }, context) =>
    pipe(
      knownCertificate(services, thumbprint),
      TE.bindTo('known'),
      TE.bindW('where', ({ known }) => standing(services, known, context)),
      TE.chainW(({ known, where: { inUse } }) =>
        services.handle(certificate, context, certificateStream(known.facts.thumbprintSha256), {
          type: 'RetireCertificate',
          data: { inUse, force, at: context.at },
        }),
      ),
      TE.map(({ events }) => ({ events, findings: [] })),
    ),
})

/** Records that others may know the private key; the certificate is never assigned again. */
export const recordCompromise = command({
  name: 'RecordCompromise',
  summary: 'Record that a private key may be known to others',
  right: 'operate',
  fields: { thumbprint: thumbprintField, since: optional(described('since when; left out: now', instantField)) },
  run: (services) => ({ thumbprint, since }, context) =>
    pipe(
      knownCertificate(services, thumbprint),
      TE.chainW(({ facts }) =>
        services.handle(certificate, context, certificateStream(facts.thumbprintSha256), {
          type: 'RecordCompromise',
          data: { since: since ?? context.at, at: context.at },
        }),
      ),
      TE.map(({ events }) => ({ events, findings: [] })),
    ),
})
