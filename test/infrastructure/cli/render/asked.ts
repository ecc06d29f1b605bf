import type { RecordedEvent } from '../../../../domain/envelope.js'
import type { DomainEvent } from '../../../../domain/events.js'
import { E } from '../../../../domain/prelude.js'
import { Position } from '../../../../domain/values/position.js'
import { memoryRows } from '../../../../infrastructure/read-side/memory-rows.js'
import type { QuestionAnswer } from '../../../../infrastructure/system/session.js'
import { projections } from '../../../../projections/catalogue.js'
import type { Change } from '../../../../projections/projection.js'
import { questions, type QuestionName } from '../../../../projections/questions/catalogue.js'
import type { Question } from '../../../../projections/questions/question.js'
import type { Rows } from '../../../../projections/rows.js'
import type { MomentAsked } from '../../../../projections/time.js'
import { decoded } from '../../../support/decoded.js'
import { now, story } from './story.js'

type Handler = 'ignored' | ((event: RecordedEvent<DomainEvent>, rows: Rows) => ReadonlyArray<Change>)

const projected = (events: ReadonlyArray<RecordedEvent<DomainEvent>>): Rows => {
  const store = memoryRows()
  for (const event of events) {
    for (const projection of projections) {
      const handler = projection.on[event.type] as Handler
      if (handler !== 'ignored') store.apply(handler(event, store.rows))
    }
  }
  return store.rows
}

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
