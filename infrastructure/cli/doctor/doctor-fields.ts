import { flagField } from '../../../domain/input/fields.js'
import { failOnFields } from '../run/fail-on.js'

export const doctorFields = {
  deep: flagField('read every record and check it against its hash, also where there are more than 20,000'),
  rebuild: flagField('build the read side anew from the log, and compare'),
  sweep: flagField('destroy keys in the vault that no event speaks of'),
  ...failOnFields,
}
