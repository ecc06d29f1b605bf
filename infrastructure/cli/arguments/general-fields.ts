import { described, optional, textField, type Field } from '../../../domain/input/field.js'
import {
  flagField,
  instantField,
  knownAtField,
  oneOfField,
  uuidField,
  wordsField,
} from '../../../domain/input/fields.js'
import { E } from '../../../domain/prelude.js'
import { formats } from '../render/format.js'

/** A path as the shell gives it: any characters, resolved where it is used. */
export const pathField = (description: string): Field<string> => textField(description, {}, E.right)

/** What holds for every command of the program, and may stand anywhere. */
export const generalFields = {
  ledger: optional(pathField('directory of the ledger; left out: CERTLEDGER_DIR, or else ./ledger')),
  server: optional(pathField('address of a server, `https://HOST:PORT`; left out: CERTLEDGER_SERVER')),
  tokenFile: optional(pathField('file with the token for the server; or CERTLEDGER_TOKEN, CERTLEDGER_TOKEN_FILE')),
  ca: optional(pathField('PEM file of the authorities that the server’s certificate is checked against')),
  clientCertificate: optional(pathField('PEM file of the certificate that the server asks for')),
  clientKey: optional(pathField('PEM file of its private key')),
  output: optional(oneOfField('form of the answer', formats)),
  quiet: flagField('say nothing beside answers and errors'),
  noColor: flagField('no colours; so do NO_COLOR and TERM=dumb'),
  noInput: flagField('never ask: what is missing is an error'),
  vaultPassphraseFile: optional(
    pathField('passphrase of a vault that has one; left out: CERTLEDGER_VAULT_PASSPHRASE_FILE'),
  ),
}

/** The two times of every question. Source: DESIGN 3. */
export const momentFields = {
  at: optional(described('what was, or will be, in force then: RFC 3339 or a plain date (00:00 UTC)', instantField)),
  knownAt: optional(knownAtField),
}

/** Who, why, and whether it is only tried: the same for whatever changes the ledger. */
export const recordingFields = {
  reason: optional(wordsField('why, for the record')),
  ticket: optional(wordsField('number of the change, for the record')),
  actor: optional(wordsField('who does it; left out: CERTLEDGER_ACTOR, or else the user of the operating system')),
  onBehalfOf: optional(wordsField('for whom it is done')),
  commandId: optional(described('UUID of a command that is repeated: what it recorded is recorded once', uuidField)),
  dryRun: flagField('show what would be recorded, and record nothing'),
  yes: flagField('confirm beforehand'),
}
