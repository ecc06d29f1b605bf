import type { RecordedEvent } from '../../../../domain/envelope.js'
import type { DomainEvent } from '../../../../domain/events.js'
import { E } from '../../../../domain/prelude.js'
import { Position } from '../../../../domain/values/position.js'
import type { QuestionAnswer } from '../../../../infrastructure/system/session.js'
import { questions, type QuestionName } from '../../../../projections/questions/catalogue.js'
import type { Question } from '../../../../projections/questions/question.js'
import type { MomentAsked } from '../../../../projections/time.js'
import { decoded } from '../../../support/decoded.js'
import { projected } from '../../../support/projected.js'
import { now, story } from './story.js'

export const present: MomentAsked = { at: null, knownAt: null }

/** The answer that a history gives to a question; throws where it has none. */
export const answerFrom = (
  events: ReadonlyArray<RecordedEvent<DomainEvent>>,
  name: QuestionName,
  input: Readonly<Record<string, unknown>> = {},
  moment: MomentAsked = present,
): QuestionAnswer => {
  const question: Question<Readonly<Record<string, unknown>>> = questions[name]
  const reached = decoded(Position, events.length)
  const answer = question.ask(projected(events), input, moment, { now, reached })
  if (E.isLeft(answer)) throw new Error(`no answer: ${JSON.stringify(answer.left)}`)
  return answer.right
}

/** The answer that the story gives to a question. */
export const asked = (
  name: QuestionName,
  input: Readonly<Record<string, unknown>> = {},
  moment: MomentAsked = present,
): QuestionAnswer => answerFrom(story, name, input, moment)
