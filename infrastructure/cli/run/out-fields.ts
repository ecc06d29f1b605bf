import { flagField } from '../../../domain/input/fields.js'
import { pathField } from '../arguments/general-fields.js'

/** Where an exported file goes: the part of the export that only the command line knows. */
export const outFields = {
  out: pathField('the file to write, readable by its owner only; - for standard output, where that is no terminal'),
  force: flagField('overwrite the file if it exists'),
}
