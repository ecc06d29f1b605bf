import { commands } from '../../../application/commands/catalogue.js'
import { textOf, type RawValues } from '../arguments/raw-values.js'
import { outFields } from '../run/out-fields.js'
import { always } from '../run/always.js'
import { asks } from './asks.js'
import type { CliCommand } from './cli-command.js'
import { deferred } from './deferred.js'
import { sends } from './sends.js'
import { setFields, setMeant } from './set-certificate.js'

const THUMBPRINT = '7A787D049AD53D4E628D5D6A8D98D5F9F2F66DCA'
const slot = '--type OAuthTokenIssuer'
const roll = '--roll --effective-date 2026-12-01T06:00:00Z'

const PASSWORD_NOTE =
  'Without a password the file is tried as it is; where it needs one, it is asked for at the terminal.\n' +
  'A password is never given on the command line itself, where others could read it.'

const which = (raw: RawValues): string => textOf(raw, 'thumbprint') ?? 'this certificate'
const where = (raw: RawValues): string =>
  `${String(raw['type'])}${textOf(raw, 'identity') === undefined ? '' : ` at ${textOf(raw, 'identity') ?? ''}`}`

const oneThumbprint = {
  arguments: [{ shown: 'THUMBPRINT', field: 'thumbprint', summary: 'SHA-1 or SHA-256', alsoOption: true }],
}

const removal = (raw: RawValues): string | null =>
  raw['previous'] === true || raw['force'] === true ? null : `Remove the current certificate of ${where(raw)}`

const exporting = {
  meant: always('ExportCertificate'),
  action: (raw: RawValues) => `Export ${which(raw)} with its private key`,
}

const intoUse: ReadonlyArray<CliCommand> = [
  sends('ImportCertificate', {
    path: ['certificate', 'import'],
    notes: ['--path - reads standard input.', PASSWORD_NOTE],
    examples: [
      '--path oauth.pfx',
      `--path oauth.pfx --password-file pw.txt ${slot} --reason "yearly renewal"`,
      `--path next.pfx ${slot} ${roll}`,
    ],
  }),
  {
    ...sends('AssignCertificate', {
      path: ['certificate', 'set'],
      meant: setMeant,
      notes: ['--thumbprint names an imported certificate, --path a file that is imported and assigned.'],
      examples: [
        `${slot} --thumbprint ${THUMBPRINT}`,
        `${slot} --thumbprint ${THUMBPRINT} ${roll} --ticket CHG-1042`,
        '--type Default --identity fe01.contoso.com --path fe01.pfx --password-file pw.txt',
      ],
    }),
    fields: setFields,
  },
]

const shown: ReadonlyArray<CliCommand> = [
  asks('GetCertificate', {
    path: ['certificate', 'get'],
    examples: ['', `${slot} --at 2026-12-01`, '--identity fe01.contoso.com -o json'],
  }),
  asks('ListCertificates', { path: ['certificate', 'list'], examples: ['', '--unused', '--with-key -o csv'] }),
  asks('ShowCertificate', { path: ['certificate', 'show'], ...oneThumbprint, examples: [THUMBPRINT] }),
]

const outOfUse: ReadonlyArray<CliCommand> = [
  sends('RemoveAssignment', {
    path: ['certificate', 'remove'],
    action: removal,
    notes: [
      'The certificate itself stays known. --force also confirms, as it does in the vendor\'s command;',
      'together with --reason it puts on record why.',
    ],
    examples: ['--type Default --identity fe01.contoso.com', `${slot} --previous`],
  }),
  sends('CorrectAssignment', {
    path: ['certificate', 'correct'],
    examples: [`${slot} --thumbprint ${THUMBPRINT} --from 2026-11-01 --to 2026-11-05 --reason "seen in the logs"`],
  }),
  sends('RetireCertificate', { path: ['certificate', 'retire'], ...oneThumbprint, examples: [THUMBPRINT] }),
  sends('RecordCompromise', {
    path: ['certificate', 'compromise'],
    ...oneThumbprint,
    examples: [`${THUMBPRINT} --since 2026-11-18 --reason "laptop stolen"`],
  }),
  sends('DestroyPrivateKey', {
    path: ['certificate', 'destroy-key'],
    ...oneThumbprint,
    action: (raw) => `Destroy the private key of ${which(raw)} for ever`,
    examples: [`${THUMBPRINT} --yes --reason "replaced a year ago"`],
  }),
]

const exported: CliCommand = {
  ...sends('ExportCertificate', {
    path: ['certificate', 'export'],
    ...oneThumbprint,
    notes: ['The file is readable by its owner only, and is not overwritten without --force.'],
    examples: [
      `--thumbprint ${THUMBPRINT} --out oauth.pfx`,
      `${THUMBPRINT} --out - --password-file pw.txt --yes > oauth.pfx`,
    ],
  }),
  fields: { ...commands.ExportCertificate.fields, ...outFields },
  perform: (call) =>
    deferred(async () => (await import('../run/export-certificate.js')).exportCertificate(call, exporting)),
}

/** Everything about certificates. */
export const certificateCommands: ReadonlyArray<CliCommand> = [...intoUse, ...shown, exported, ...outOfUse]
