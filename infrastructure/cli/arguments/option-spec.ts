import type { Field, Fields, ValueSchema } from '../../../domain/input/field.js'
import { optionOf } from '../../wording/option.js'
import type { ValueOffer } from '../completion/command-tree.js'

/** An option as the command line reads, explains and completes it. */
export type OptionSpec = {
  /** The name of the field that it fills. */
  readonly field: string
  /** As typed, the long one first. */
  readonly names: ReadonlyArray<string>
  /** What stands for the value in help; null for a flag. */
  readonly placeholder: string | null
  readonly summary: string
  readonly repeatable: boolean
  readonly offer: ValueOffer | null
}

const shortNames: ReadonlyMap<string, string> = new Map([['output', '-o'], ['quiet', '-q'], ['yes', '-y']])

const certificateFiles = ['pfx', 'p12', 'pem', 'crt', 'cer', 'der', 'key']
const anyFile: ValueOffer = { _tag: 'File', extensions: [] }

/** What a shell offers for a path, which no schema tells apart. */
const pathOffers: ReadonlyMap<string, ValueOffer> = new Map<string, ValueOffer>([
  ['ca', anyFile],
  ['clientCertificate', anyFile],
  ['clientKey', anyFile],
  ['file', { _tag: 'File', extensions: certificateFiles }],
  ['invitationFile', anyFile],
  ['ledger', { _tag: 'Directory' }],
  ['out', anyFile],
  ['passwordFile', anyFile],
  ['state', { _tag: 'Directory' }],
  ['store', { _tag: 'Directory' }],
  ['tokenFile', anyFile],
  ['vaultPassphraseFile', anyFile],
])

const offerOf = (name: string, { type, enum: words, items }: ValueSchema): ValueOffer => {
  const known = pathOffers.get(name)
  if (known !== undefined) return known
  const offered = words ?? items?.enum
  return offered === undefined ? { _tag: 'Text' } : { _tag: 'Words', words: offered, list: type === 'array' }
}

const byFormat: ReadonlyMap<string | undefined, string> = new Map([
  ['date-time', 'DATE'],
  ['hostname', 'FQDN'],
  ['uuid', 'UUID'],
  ['byte', 'FILE'],
])

const byName: ReadonlyMap<string, string> = new Map([
  ['actor', 'NAME'],
  ['ca', 'FILE'],
  ['clientCertificate', 'FILE'],
  ['clientKey', 'FILE'],
  ['failOn', 'LEVEL'],
  ['knownAt', 'DATE|POSITION'],
  ['ledger', 'DIRECTORY'],
  ['onBehalfOf', 'NAME'],
  ['out', 'FILE'],
  ['output', 'FORMAT'],
  ['reason', 'TEXT'],
  ['server', 'URL'],
  ['state', 'DIRECTORY'],
  ['store', 'DIRECTORY'],
  ['ticket', 'TEXT'],
])

const lastWord = (option: string): string => option.slice(option.lastIndexOf('-') + 1).toUpperCase()

const placeholderOf = (name: string, { type, format }: ValueSchema): string =>
  byName.get(name) ?? byFormat.get(format) ?? (type === 'integer' ? 'N' : lastWord(optionOf(name)))

const MAX_WORDS_TOLD = 8

const wordsTold = (words: ReadonlyArray<string> | undefined): string =>
  words === undefined || words.length > MAX_WORDS_TOLD ? '' : ` (${words.join(', ')})`

const summaryOf = ({ description, required, schema }: Field<unknown>): string =>
  `${description}${wordsTold(schema.enum)}${required ? ' (required)' : ''}`

const plainSpec = (name: string, field: Field<unknown>): OptionSpec => {
  const { schema } = field
  const short = shortNames.get(name)
  const isFlag = schema.type === 'boolean'
  return {
    field: name,
    names: [optionOf(name), ...(short === undefined ? [] : [short])],
    placeholder: isFlag ? null : placeholderOf(name, schema),
    summary: summaryOf(field),
    repeatable: schema.type === 'array',
    offer: isFlag ? null : offerOf(name, schema),
  }
}

/** A password never stands on the command line itself: it is in a file, behind a file descriptor or in a variable. */
const passwordSpecs = ({ description }: Field<unknown>): ReadonlyArray<OptionSpec> => [
  {
    field: 'passwordFile',
    names: ['--password-file'],
    placeholder: 'FILE',
    summary: `${description}: the text of this file, without its last line break`,
    repeatable: false,
    offer: anyFile,
  },
  {
    field: 'passwordFd',
    names: ['--password-fd'],
    placeholder: 'N',
    summary: 'the same, read from this file descriptor',
    repeatable: false,
    offer: { _tag: 'Text' },
  },
  {
    field: 'passwordEnv',
    names: ['--password-env'],
    placeholder: 'NAME',
    summary: 'the same, from this environment variable, as it stands',
    repeatable: false,
    offer: { _tag: 'Text' },
  },
]

/** The options of a record of fields, in its order; `fileName` comes with the file and has none. */
export const optionSpecs = (fields: Fields): ReadonlyArray<OptionSpec> =>
  Object.entries(fields)
    .filter(([name]) => name !== 'fileName')
    .flatMap(([name, field]) => (field.schema.format === 'password' ? passwordSpecs(field) : [plainSpec(name, field)]))
