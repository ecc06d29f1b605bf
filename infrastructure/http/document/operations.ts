import { commands } from '../../../application/commands/catalogue.js'
import type { Fields } from '../../../domain/input/field.js'
import type { Right } from '../../../domain/values/rights.js'
import { questions } from '../../../projections/questions/catalogue.js'
import { commandNames, questionNames } from '../catalogue-names.js'
import { paths } from '../../shared/route-name.js'
import { isPaged, momentFields, pageFields, recordingFields } from '../shared-fields.js'

/** A command or question as its route has it. */
export type Operation = {
  readonly kind: 'command' | 'question'
  readonly name: string
  readonly path: string
  readonly summary: string
  readonly right: Right
  /** Its own parameters, and those that every one of its kind has. */
  readonly fields: Fields
  readonly sharedFields: Fields
}

const ofCommands = commandNames.map((name): Operation => {
  const { summary, right, fields } = commands[name]
  return { kind: 'command', name, path: paths.command(name), summary, right, fields, sharedFields: recordingFields }
})

const ofQuestions = questionNames.map((name): Operation => {
  const { summary, right, fields } = questions[name]
  const sharedFields = isPaged(name, fields) ? { ...momentFields, ...pageFields } : momentFields
  return { kind: 'question', name, path: paths.question(name), summary, right, fields, sharedFields }
})

/** Every command, then every question, in the order of the catalogues. */
export const operations: ReadonlyArray<Operation> = [...ofCommands, ...ofQuestions]
