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

const opened = (
  { keyVault }: Pick<Services, 'keyVault'>,
  { facts: { thumbprint }, privateKey }: KnownCertificate,
): TaskEither<CommandError, Secret> =>
  privateKey._tag === 'Kept'
    ? keyVault.open(privateKey.custody.ref)
    : TE.left({
        _tag: 'PrivateKeyNotKept',
        thumbprint,
        because: privateKey._tag === 'Destroyed' ? 'destroyed' : 'neverImported',
      })

const written = (
  { pfxWriter }: Pick<Services, 'pfxWriter'>,
  known: KnownCertificate,
  privateKey: Secret,
  password: Secret,
) =>
  pfxWriter.write({
    certificate: known.der,
    chain: known.chain.map(({ der }) => der),
    privateKey,
    password,
    friendlyName: known.friendlyName,
  })

const fileOf = (bytes: Uint8Array): Pick<CommandResult, 'file'> => ({
  file: { bytes, mediaType: 'application/x-pkcs12', containsPrivateKey: true },
})

/**
 * First the vault is opened: what could not be read is not on record as read, and only what is, is handed out. So
 * a key that is not kept is refused also where its reading was recorded under this command id before.
 */
const exported = (
  services: Services,
  context: CommandContext,
  known: KnownCertificate,
  password: Secret,
): TaskEither<CommandError, CommandResult> =>
  pipe(
    context.dryRun ? TE.right(null) : opened(services, known),
    TE.bindTo('privateKey'),
    TE.bindW('handled', () =>
      services.handle(certificate, context, certificateStream(known.facts.thumbprintSha256), {
        type: 'ReadPrivateKey',
        data: { purpose: 'export', at: context.at },
      }),
    ),
    TE.bindW('bytes', ({ privateKey }) =>
      privateKey === null ? TE.right(null) : written(services, known, privateKey, password),
    ),
    TE.map(({ handled: { events }, bytes }) => ({ events, findings: [], ...(bytes === null ? {} : fileOf(bytes)) })),
  )

/**
 * Hands out certificate, chain and private key as PKCS#12. That the key was read is on record before the file is
 * written and handed out.
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
