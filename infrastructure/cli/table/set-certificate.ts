import { commands } from '../../../application/commands/catalogue.js'
import { optional, type Fields } from '../../../domain/input/field.js'
import { E, type Either } from '../../../domain/prelude.js'
import type { SpokenError } from '../../wording/problem.js'
import type { RawValues } from '../arguments/raw-values.js'
import type { Meant } from '../run/prepare-command.js'

const { thumbprint, ...assigning } = commands.AssignCertificate.fields
const { file, password } = commands.ImportCertificate.fields

/** The vendor's Set has a thumbprint, or the path of a file. Source: FIELD 2.3. */
export const setFields: Fields = {
  ...assigning,
  ...(thumbprint === undefined ? {} : { thumbprint: optional(thumbprint) }),
  ...(file === undefined || password === undefined ? {} : { file: optional(file), password }),
}

/** With a path the certificate is imported and assigned, with a thumbprint it is assigned; never both. */
export const setMeant = (raw: RawValues): Either<SpokenError, Meant> => {
  const hasPath = raw['file'] !== undefined
  if (hasPath === (raw['thumbprint'] !== undefined)) {
    return E.left({ _tag: 'ExactlyOneOf', fields: ['thumbprint', 'file'] })
  }
  if (!hasPath) return E.right({ name: 'AssignCertificate', raw })
  return raw['type'] === undefined
    ? E.left({ _tag: 'InputNotUnderstood', problems: [{ field: 'type', problem: { _tag: 'Missing' } }], unknown: [] })
    : E.right({ name: 'ImportCertificate', raw })
}
