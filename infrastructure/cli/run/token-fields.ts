import { optional } from '../../../domain/input/field.js'
import { flagField } from '../../../domain/input/fields.js'
import { pathField } from '../arguments/general-fields.js'

/** Where a token goes: the part of handing it out that only the command line knows. */
export const tokenFields = {
  tokenOut: optional(pathField('write the token into this file, readable by its owner only, instead of showing it')),
  overwrite: flagField('overwrite the file of --token-out if it exists'),
}
