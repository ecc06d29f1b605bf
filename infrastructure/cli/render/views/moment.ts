import type { MomentAsked } from '../../../../projections/time.js'
import type { AnswerHead } from '../../../system/session.js'
import type { Head } from '../answers/head.js'
import { line, lines, type Block } from '../layout/block.js'
import { timeWords } from '../words/time-words.js'

/** What was asked for, where the face knows it; else it is told by the answer. */
const isPresent = (head: Head, asked: MomentAsked | undefined): boolean =>
  asked === undefined
    ? head.knownAt === head.at && (head.knownAtPosition ?? head.position) === head.position
    : asked.at === null && asked.knownAt === null

const knownWords = ({ knownAt, knownAtPosition }: Head): string => {
  if (typeof knownAt === 'number') return `position ${knownAt}`
  const position = knownAtPosition === undefined ? '' : ` (position ${knownAtPosition})`
  return `${timeWords(knownAt)}${position}`
}

/** Which moment an answer is about: above it where that is not the present, else quietly below it. */
export const withMoment = (
  answer: AnswerHead,
  asked: MomentAsked | undefined,
  blocks: ReadonlyArray<Block>,
): ReadonlyArray<Block> => {
  const head: Head = answer
  return isPresent(head, asked)
    ? [...blocks, lines(line(`Position ${head.position} of the log, ${timeWords(head.at)}.`, 'dim'))]
    : [lines(line(`As of ${timeWords(head.at)}, as known at ${knownWords(head)}.`, 'warning')), ...blocks]
}
