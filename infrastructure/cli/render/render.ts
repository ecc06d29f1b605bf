import type { MomentAsked } from '../../../projections/time.js'
import type { AnswerKind, Answers } from '../../wording/answer-kind.js'
import { csv } from './csv.js'
import { documentOf } from '../../wording/document.js'
import type { Format } from './format.js'
import { json, jsonLines } from '../../wording/json.js'
import { layout, type Terminal } from './layout/layout.js'
import { views } from './views/catalogue.js'
import { withMoment } from './views/moment.js'
import { yaml } from './yaml.js'

/** How an answer is shown; `asked` is the moment that was asked for: a table says where it is not the present. */
export type RenderOptions = Terminal & { readonly asked?: MomentAsked }

const table = <K extends AnswerKind>(
  isWide: boolean,
  kind: K,
  answer: Answers[K],
  { asked, ...terminal }: RenderOptions,
): string => {
  const blocks = views[kind](answer, { isWide, at: answer.at })
  const shown = kind === 'Command' || kind === 'Doctor' ? blocks : withMoment(answer, asked, blocks)
  return layout(shown, isWide ? { ...terminal, width: null } : terminal)
}

/**
 * An answer as text, its last line ended. `table` fits `width` columns of terminal and never cuts anything off, `wide`
 * has more columns and one line a row; the others are for programs: docs/json.md. Private keys and the bytes of files
 * are in none of them. Rejects where an answer has another shape than its question gives: a defect.
 */
export const render = async <K extends AnswerKind>(
  format: Format,
  kind: K,
  answer: Answers[K],
  options: RenderOptions,
): Promise<string> => {
  switch (format) {
    case 'table':
      return table(false, kind, answer, options)
    case 'wide':
      return table(true, kind, answer, options)
    case 'json':
      return json(documentOf(kind, answer))
    case 'jsonl':
      return jsonLines(kind, documentOf(kind, answer))
    case 'csv':
      return csv(kind, documentOf(kind, answer))
    case 'yaml':
      return yaml(documentOf(kind, answer))
  }
}
