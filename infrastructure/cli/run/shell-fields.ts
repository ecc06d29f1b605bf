import { oneOfField } from '../../../domain/input/fields.js'
import { shells } from '../completion/command-tree.js'

export const shellFields = { shell: oneOfField('the shell', shells) }
