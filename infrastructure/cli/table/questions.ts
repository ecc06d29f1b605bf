import { E, type Either } from '../../../domain/prelude.js'
import { optional } from '../../../domain/input/field.js'
import { wordsField } from '../../../domain/input/fields.js'
import type { SpokenError } from '../../wording/problem.js'
import { textOf, without, type RawValues } from '../arguments/raw-values.js'
import { expiringVerdict } from '../run/expiring-verdict.js'
import { failOnFields } from '../run/fail-on.js'
import { asks } from './asks.js'
import type { CliCommand } from './cli-command.js'
import { slotWords } from './slot-words.js'

const EXIT_NOTE =
  'Ends with 4 if something critical or expired is listed, with 3 for a mere warning, else with 0.'

/** A word that names a slot, spread over the parameters that the question has. */
const spread = (field: string) => (raw: RawValues): Either<SpokenError, RawValues> => {
  const word = textOf(raw, field)
  return E.right(word === undefined ? raw : { ...without([field], raw), ...slotWords(word) })
}

const slotField = { slot: optional(wordsField('only what concerns this slot, for example OAuthTokenIssuer@global')) }
const subjectField = { subject: optional(wordsField('a slot, a type, or a front end')) }

/** Questions that are one word. */
export const questionCommands: ReadonlyArray<CliCommand> = [
  asks('Log', {
    path: ['log'],
    extra: slotField,
    meant: spread('slot'),
    examples: [
      '--newest 10',
      '--slot OAuthTokenIssuer@global --from 2026-11-01',
      '--certificate 7A787D049AD53D4E628D5D6A8D98D5F9F2F66DCA -o json',
      '--actor alice --event RollScheduled',
    ],
  }),
  asks('Diff', {
    path: ['diff'],
    arguments: [
      { shown: 'T1', field: 'from', summary: 'the first moment: a date, or a position of the log', alsoOption: true },
      { shown: 'T2', field: 'to', summary: 'the second moment; left out: now', alsoOption: true },
    ],
    notes: [
      'Two dates compare what was in force, as it is known now;',
      'two positions of the log compare what was believed there.',
    ],
    examples: ['2026-11-01', '2026-11-01 2026-12-01', '42 57'],
  }),
  asks('Why', {
    path: ['why'],
    extra: subjectField,
    meant: spread('subject'),
    arguments: [
      {
        shown: 'SLOT|FRONT-END',
        field: 'subject',
        summary: 'for example OAuthTokenIssuer@global, or fe01.contoso.com',
        alsoOption: false,
      },
    ],
    examples: [
      'OAuthTokenIssuer@global',
      'fe01.contoso.com',
      '--type Default --identity fe01.contoso.com --at 2026-11-20T09:00:00Z',
    ],
  }),
  asks('ListCertificates', { path: ['inventory'], examples: ['', '--unused -o csv', '--at 2026-06-30'] }),
  asks('Expiring', {
    path: ['expiring'],
    extra: failOnFields,
    verdict: expiringVerdict,
    notes: [EXIT_NOTE, '--fail-on says what counts; --uncovered leaves out what has a staged successor.'],
    examples: ['', '--within 90d --uncovered', '--fail-on critical -o json'],
  }),
]
