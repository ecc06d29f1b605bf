import { flagField } from '../../../domain/input/fields.js'

export const watchFields = { watch: flagField('stay, and put each roll on record as it takes effect') }
