import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandName } from '../../../application/commands/catalogue.js'
import type { QuestionName } from '../../../projections/questions/catalogue.js'
import { startProgram, type ChildProgram } from '../crash/child-program.js'
import { freshFolder } from './disk-ledger.js'

type Input = Readonly<Record<string, unknown>>

/** What is said to a ledger in a process of its own: a command, a question, or that a file goes out of the way. */
export type Saying = (
  | { readonly command: CommandName; readonly input: Input; readonly pem?: string }
  | { readonly question: QuestionName; readonly input: Input }
  | { readonly remove: string }
) & { readonly untilRefused?: boolean }

const program = new URL('./say-to-ledger.ts', import.meta.url)

type Options = Parameters<typeof startProgram>[2]

/** Starts a process that says all this to a ledger. */
export const startSaying = (directory: string, sayings: ReadonlyArray<Saying>, options?: Options): ChildProgram => {
  const file = join(freshFolder(), 'sayings')
  writeFileSync(file, sayings.map((saying) => JSON.stringify(saying)).join('\n'), { mode: 0o644 })
  return startProgram(program, [directory, file], options)
}

/** The answers, the first of which says whether the ledger could be opened. */
export const answersTo = async (
  directory: string,
  sayings: ReadonlyArray<Saying>,
  options?: Options,
): Promise<ReadonlyArray<unknown>> => {
  const started = startSaying(directory, sayings, options)
  const end = await started.ended
  if (end !== 0) throw new Error(`the process ended with ${String(end)}`)
  return (await started.lines).map((line): unknown => JSON.parse(line))
}
