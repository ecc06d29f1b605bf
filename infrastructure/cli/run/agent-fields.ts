import { described, optional, textField } from '../../../domain/input/field.js'
import { flagField, fqdnField } from '../../../domain/input/fields.js'
import { E } from '../../../domain/prelude.js'
import { pathField } from '../arguments/general-fields.js'

const stateField = pathField('directory of the agent’s own keys and state, for its user alone')

export const enrolFields = {
  server: textField('address of the ledger’s server, `https://HOST:PORT`', {}, E.right),
  fqdn: described('fully qualified domain name of this front end', fqdnField),
  state: stateField,
  store: pathField('directory that certificates and keys are installed into'),
  invitationFile: optional(pathField('file that holds the invitation; left out: it is asked for')),
  ca: optional(pathField('PEM file of the authorities that the server’s certificate is checked against')),
  clientCertificate: optional(pathField('PEM file of the certificate that the server asks for')),
  clientKey: optional(pathField('PEM file of its private key, without a password')),
}

export const runFields = {
  state: stateField,
  once: flagField('work one whole round, and end'),
}

export const statusFields = { state: stateField }

export const replaceKeysFields = { state: stateField }
