import { questions, type QuestionName } from '../../../projections/questions/catalogue.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import type { Asking } from '../run/ask-question.js'
import { deferred } from './deferred.js'
import type { CliCommand } from './cli-command.js'

type Described = Pick<CliCommand, 'path' | 'examples'> &
  Partial<Pick<CliCommand, 'arguments' | 'notes'>> &
  Partial<Pick<Asking, 'extra' | 'meant' | 'verdict'>>

/** A question of the catalogue as a command: parameters and summary are the catalogue's. */
export const asks = (
  name: QuestionName,
  { path, examples, notes = [], arguments: placed = [], extra = {}, ...asking }: Described,
): CliCommand => ({
  path,
  summary: questions[name].summary,
  kind: 'question',
  fields: { ...questions[name].fields, ...extra },
  arguments: placed,
  notes,
  examples,
  perform: (call) =>
    deferred<SpokenError, ExitCode>(async () => {
      const { askQuestion, asTyped } = await import('../run/ask-question.js')
      const { meant = asTyped, verdict = () => exitCodes.fine } = asking
      return askQuestion(call, { name, extra, meant, verdict })
    }),
})
