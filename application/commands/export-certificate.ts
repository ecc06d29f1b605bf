import { certificate } from '../../domain/certificate/decide.js'
import type { KnownCertificate } from '../../domain/certificate/state.js'
import { thumbprintField } from '../../domain/input/fields.js'
import { certificateStream } from '../../domain/streams.js'
import type { CommandContext } from '../context.js'
import { knownCertificate } from '../evidence.js'
import type { Secret } from '../ports/secret.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { command, type CommandError, type CommandResult } from './command.js'
import { passwordField } from './secret-fields.js'

const notKept = ({ facts: { thumbprint }, privateKey }: KnownCertificate): CommandError => ({
  _tag: 'PrivateKeyNotKept',
  thumbprint,
  because: privateKey._tag === 'Destroyed' ? 'destroyed' : 'neverImported',
})

const written = (services: Services, known: KnownCertificate, password: Secret): TaskEither<CommandError, Uint8Array> =>
  known.privateKey._tag !== 'Kept'
    ? TE.left(notKept(known))
    : pipe(
        services.keyVault.open(known.privateKey.custody.ref),
        TE.chainW((privateKey) =>
          services.pfxWriter.write({
            certificate: known.der,
            chain: known.chain.map(({ der }) => der),
            privateKey,
            password,
            friendlyName: known.friendlyName,
          }),
        ),
      )

const exported = (
  services: Services,
  context: CommandContext,
  known: KnownCertificate,
  password: Secret,
): TaskEither<CommandError, CommandResult> =>
  pipe(
    services.handle(certificate, context, certificateStream(known.facts.thumbprintSha256), {
      type: 'ReadPrivateKey',
      data: { purpose: 'export', at: context.at },
    }),
    TE.bindTo('handled'),
    TE.bindW('bytes', () => (context.dryRun ? TE.right(null) : written(services, known, password))),
    TE.map(({ handled: { events }, bytes }) => ({
      events,
      findings: [],
      ...(bytes === null ? {} : { file: { bytes, mediaType: 'application/x-pkcs12', containsPrivateKey: true } }),
    })),
  )

/**
 * Hands out certificate, chain and private key as PKCS#12. That the key was read is on record before it leaves
 * the vault.
 */
export const exportCertificate = command({
  name: 'ExportCertificate',
  summary: 'Export a certificate with its private key as PKCS#12 (PFX)',
  right: 'administer',
  fields: {
    thumbprint: thumbprintField,
    password: passwordField('password for the new file; at least one character'),
  },
  run:
    (services) =>
    ({ thumbprint, password }, context) =>
      password === null || password.reveal().length === 0
        ? TE.left({
            _tag: 'InputNotUnderstood',
            problems: [{ field: 'password', problem: { _tag: 'Missing' } }],
            unknown: [],
          })
        : pipe(
            knownCertificate(services, thumbprint),
            TE.chainW((known) => exported(services, context, known, password)),
          ),
})
