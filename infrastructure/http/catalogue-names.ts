import { commands, type CommandName } from '../../application/commands/catalogue.js'
import { questions, type QuestionName } from '../../projections/questions/catalogue.js'

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)
const isQuestion = (name: string): name is QuestionName => Object.hasOwn(questions, name)

/** The names of all commands, in the order of the catalogue. */
export const commandNames: ReadonlyArray<CommandName> = Object.keys(commands).filter(isCommand)

/** The names of all questions, in the order of the catalogue. */
export const questionNames: ReadonlyArray<QuestionName> = Object.keys(questions).filter(isQuestion)
