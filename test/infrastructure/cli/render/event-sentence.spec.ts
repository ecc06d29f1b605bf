import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DomainEvent } from '../../../../domain/events.js'
import { Instant } from '../../../../domain/values/instant.js'
import { Thumbprint } from '../../../../domain/values/thumbprint.js'
import { eventSentence } from '../../../../infrastructure/cli/render/event-sentence.js'
import { plannedWords } from '../../../../infrastructure/cli/render/views/planned-words.js'
import { timeWords } from '../../../../infrastructure/cli/render/words/time-words.js'
import { summaryOf } from '../../../../projections/audit-summary.js'
import { arbitraryEventOf, eventTypes } from '../../../support/arbitrary-events.js'
import { story } from './story.js'

/** Any event of a type, without its stamp. */
const anyEvent = (type: DomainEvent['type']): fc.Arbitrary<DomainEvent> =>
  arbitraryEventOf(type).map(({ data }) => ({ type, data }) as DomainEvent)

describe('the sentence for an event', () => {
  it.each(eventTypes)('tells every fact of the log about %s, thumbprints whole', (type) => {
    fc.assert(
      fc.property(anyEvent(type), (event) => {
        const summary = summaryOf(event)
        const sentence = eventSentence({ type, summary })
        expect(sentence).toMatch(/^[A-Z]/)
        for (const fact of Object.values(summary).flat()) {
          if (Thumbprint.is(fact)) expect(sentence).toContain(fact)
          if (Instant.is(fact)) expect(sentence).toContain(timeWords(fact))
        }
      }),
      { numRuns: 25 },
    )
  })

  it.each(eventTypes)('is the same for a planned %s as for a recorded one', (type) => {
    fc.assert(
      fc.property(anyEvent(type), (event) => {
        expect(plannedWords(event)).toBe(eventSentence({ type, summary: summaryOf(event) }))
      }),
      { numRuns: 25 },
    )
  })

  it('reads as a person would tell it', async () => {
    const sentences = story.map((event) => eventSentence({ type: event.type, summary: summaryOf(event) }))
    await expect(`${sentences.join('\n')}\n`).toMatchFileSnapshot('golden/sentences.txt')
  })

  it('tells an event of a later version by its type and facts', () => {
    const collected = { type: 'KeyBorrowed', summary: { frontEnd: 'fe01' } }
    expect(eventSentence(collected)).toBe('KeyBorrowed {"frontEnd":"fe01"}')
    expect(plannedWords({ type: 'KeyBorrowed', data: {} })).toBe('KeyBorrowed')
    expect(plannedWords({ type: 'RollScheduled', data: { slot: 'of another shape' } })).toBe('RollScheduled')
  })

  it('survives a summary in which facts are missing', () => {
    for (const type of eventTypes) expect(eventSentence({ type, summary: {} })).not.toBe('')
  })
})
