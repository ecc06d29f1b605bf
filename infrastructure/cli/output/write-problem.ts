import type { ErrorStyle } from '../arguments/error-style.js'
import { problemOf, type Problem, type SpokenError } from '../../wording/problem.js'
import { line, lines } from '../render/layout/block.js'
import { layout } from '../render/layout/layout.js'
import { json } from '../../wording/json.js'
import { plain } from '../../wording/plain.js'
import type { World } from '../world.js'
import { isForPrograms } from './machine-format.js'

const document = ({ type, title, detail, remedy, facts }: Problem): string =>
  json(plain({ type, title, detail, remedy, ...facts }))

/** Strings hold no raw line break in JSON, so those that are there only lay it out. */
const inOneLine = (indented: string): string => `${indented.trim().replace(/\n\s*/g, ' ')}\n`

const words = ({ title, detail, remedy }: Problem, { colour, width }: ErrorStyle): string => {
  const below = `${detail}\n${remedy}`.split('\n').filter((text) => text !== '')
  const said = lines(line(`certledger: ${title}`, 'critical'), ...below.map((text) => line(text, 'plain', 2)))
  return layout([said], { colour, width })
}

const shown = (problem: Problem, style: ErrorStyle): string => {
  if (!isForPrograms(style.format)) return words(problem, style)
  return style.format === 'jsonl' ? inOneLine(document(problem)) : document(problem)
}

/** Tells an error on error output, in words or for programs as JSON; the number is how the process ends. */
export const writeProblem = async (world: World, style: ErrorStyle, error: SpokenError): Promise<number> => {
  const problem = problemOf(error)
  await world.stderr.write(shown(problem, style))()
  return problem.exitCode
}
