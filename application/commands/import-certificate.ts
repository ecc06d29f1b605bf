import { certificate } from '../../domain/certificate/decide.js'
import { remarks } from '../../domain/certificate/acceptability.js'
import type { CertificateCommand } from '../../domain/certificate/commands.js'
import type { ChainLink, KeyCustody } from '../../domain/certificate/events.js'
import type { CertificateState, KnownCertificate } from '../../domain/certificate/state.js'
import { described, optional } from '../../domain/input/field.js'
import { identityField, rolesField, thumbprintField, wordsField } from '../../domain/input/fields.js'
import { certificateStream } from '../../domain/streams.js'
import { KeyRef } from '../../domain/values/key-ref.js'
import type { Slot } from '../../domain/values/slot.js'
import type { CommandContext } from '../context.js'
import type { Handled } from '../handle.js'
import type { ChainCertificate, ReadCertificate } from '../ports/certificate-reader.js'
import type { KeyVaultError } from '../ports/key-vault.js'
import { E, pipe, TE, type Either, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { slotsMeant } from '../slots.js'
import { effectiveDateField, forceField, rollField } from './assign-certificate.js'
import { assignOrRoll, timingOf, type Timing } from './assign-or-roll.js'
import { command, type CommandError, type CommandResult, type UsageError } from './command.js'
import { certificateWhile, nextGeneration, untilKeyStands, type KeyMovedOn } from './key-custody.js'
import { fileField, passwordField } from './secret-fields.js'

type Wanted = {
  readonly read: ReadCertificate
  readonly fileName: string | null
  readonly slots: ReadonlyArray<Slot>
  readonly timing: Timing
  readonly force: boolean
}

type ImportCommand = Extract<CertificateCommand, { readonly type: 'ImportCertificate' }>

const linkOf = ({ der, facts }: ChainCertificate): ChainLink => ({
  der,
  thumbprint: facts.thumbprint,
  subject: facts.subject,
  notAfter: facts.notAfter,
  signatureHash: facts.signatureHash,
  isSelfSigned: facts.isSelfSigned,
})

const importCommand = (
  { read, fileName, force }: Wanted,
  { at }: CommandContext,
  privateKey: KeyCustody | null,
): ImportCommand => ({
  type: 'ImportCertificate',
  data: {
    facts: read.facts,
    der: read.der,
    chain: read.chain.map(linkOf),
    privateKey,
    format: read.format,
    fileName,
    friendlyName: read.friendlyName,
    force,
    at,
  },
})

const provisionalRef = 'local:not-yet-deposited'

/** The custody that a key would get; its reference is never recorded. */
const provisionalCustody = (
  { facts, privateKey }: Pick<ReadCertificate, 'facts' | 'privateKey'>,
  generation: number,
): KeyCustody | null =>
  privateKey !== null && KeyRef.is(provisionalRef)
    ? { ref: provisionalRef, spkiDigest: facts.spkiDigest, generation }
    : null

/** What the certificate would be known as after this import, or why it is refused. */
const foreseen = (
  wanted: Wanted,
  context: CommandContext,
  state: CertificateState,
): Either<CommandError, KnownCertificate> => {
  const custody = provisionalCustody(wanted.read, nextGeneration(state))
  return pipe(
    certificate.decide(importCommand(wanted, context, custody))(state),
    E.map((events) => events.reduce(certificate.evolve, state)),
    E.chain((after) => (after._tag === 'Known' ? E.right(after) : E.left({ _tag: 'CertificateNotImported' as const }))),
  )
}

/**
 * Puts the key into the vault before anything is recorded; a dry run keeps none. A key that is kept already is not
 * deposited again, lest it outlive a destruction under way; only `--force` replaces one that the vault has lost.
 */
const deposited = (
  { keyVault }: Pick<Services, 'keyVault'>,
  { dryRun }: CommandContext,
  { read: { facts, privateKey }, force }: Wanted,
  state: CertificateState,
): TaskEither<KeyVaultError, KeyCustody | null> => {
  if (privateKey === null) return TE.right(null)
  if (state._tag === 'Known' && state.privateKey._tag === 'Kept' && !force) return TE.right(state.privateKey.custody)
  const { spkiDigest, thumbprintSha256 } = facts
  const generation = nextGeneration(state)
  if (dryRun) return TE.right(provisionalCustody({ facts, privateKey }, generation))
  return pipe(
    keyVault.deposit({ certificate: thumbprintSha256, generation, spkiDigest, privateKey }),
    TE.map((ref) => ({ ref, spkiDigest, generation })),
  )
}

/**
 * Records the import on the state that the deposit was made for; where that has passed, the deposit is taken back. The
 * state is looked up again, because a repeat, which records nothing, meets no conflict.
 */
const imported = (
  services: Services,
  context: CommandContext,
  wanted: Wanted,
  custody: KeyCustody | null,
): TaskEither<CommandError | KeyMovedOn, Handled<CertificateState>['events']> => {
  const stream = certificateStream(wanted.read.facts.thumbprintSha256)
  const fits = (state: CertificateState): boolean => custody === null || nextGeneration(state) === custody.generation
  return pipe(
    services.refresh,
    TE.chainW(() =>
      services.handle(certificateWhile(fits), context, stream, importCommand(wanted, context, custody)),
    ),
    TE.map(({ events }) => events),
    TE.orElse((error: CommandError | KeyMovedOn) =>
      error._tag === 'KeyMovedOn' && custody !== null && !context.dryRun
        ? pipe(services.keyVault.destroy(custody.ref), TE.chainW(() => TE.left(error)))
        : TE.left(error),
    ),
  )
}

const assigned = (services: Services, context: CommandContext, known: KnownCertificate, wanted: Wanted) =>
  wanted.slots.length === 0
    ? TE.right<CommandError, CommandResult>({ events: [], findings: remarks(known, context.at) })
    : assignOrRoll(services, context, { ...wanted, known })

/**
 * First everything is judged dry, so that a refused assignment leaves neither certificate nor key behind; then
 * the key is deposited, the import recorded, and the assignment. A crash between them is healed by repeating
 * the command; a key that others destroy meanwhile is deposited anew.
 */
const recorded = (
  services: Services,
  context: CommandContext,
  wanted: Wanted,
): TaskEither<CommandError, CommandResult> => {
  const stream = certificateStream(wanted.read.facts.thumbprintSha256)
  const attempt = pipe(
    TE.Do,
    TE.bind('state', () =>
      pipe(
        services.load(certificate, stream),
        TE.map((loaded) => loaded.state),
      ),
    ),
    TE.bindW('known', ({ state }) => TE.fromEither(foreseen(wanted, context, state))),
    TE.chainFirstW(({ known }) => assigned(services, { ...context, dryRun: true }, known, wanted)),
    TE.bindW('custody', ({ state }) => deposited(services, context, wanted, state)),
    TE.bindW('events', ({ custody }) => imported(services, context, wanted, custody)),
    TE.bindW('assignment', ({ known }) => assigned(services, context, known, wanted)),
    TE.map(({ known, events, assignment }) => ({
      events: [...events, ...assignment.events],
      findings: assignment.findings,
      certificate: { ...known.facts, hasPrivateKey: known.privateKey._tag === 'Kept' },
    })),
  )
  return untilKeyStands(services, stream, attempt)
}

const rolesGiven = (given: ReadonlyArray<unknown>, anySlotOption: boolean): Either<UsageError, null> =>
  given.length === 0 && anySlotOption ? E.left({ _tag: 'RoleMissing' }) : E.right(null)

/**
 * Imports a certificate with its key from PKCS#12, PEM or DER; with a type it is assigned as well. Source:
 * FIELD S4, 2.4.
 */
export const importCertificate = command({
  name: 'ImportCertificate',
  summary: 'Import a certificate with its private key, and with a type assign it',
  right: 'operate',
  fields: {
    file: fileField('PKCS#12 (PFX), PEM or DER file'),
    fileName: optional(wordsField('the name of the file, for the record')),
    password: passwordField('password of the file'),
    thumbprint: optional(described('which certificate is meant, where the file holds several keys', thumbprintField)),
    type: optional(rolesField),
    identity: optional(identityField),
    effectiveDate: effectiveDateField,
    roll: rollField,
    force: forceField,
  },
  run: (services) => (input, context) => {
    const { file, fileName, password, thumbprint, type, identity, effectiveDate, roll, force } = input
    const roles = type ?? []
    return pipe(
      TE.Do,
      TE.bind('usage', () => TE.fromEither(rolesGiven(roles, identity !== null || roll || effectiveDate !== null))),
      TE.bindW('timing', () => TE.fromEither(timingOf(roll, effectiveDate))),
      TE.bindW('slots', () => TE.fromEither(slotsMeant(roles, identity))),
      TE.bindW('read', () => services.certificateReader.read({ bytes: file, password, thumbprint })),
      TE.chainFirstW(() => services.refresh),
      TE.chainW(({ timing, slots, read }) => recorded(services, context, { read, fileName, slots, timing, force })),
    )
  },
})
