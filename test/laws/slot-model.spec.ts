import { describe, expect, it } from 'vitest'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import { slotAt } from '../../domain/assignment/slot-at.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Thumbprint } from '../../domain/values/thumbprint.js'
import { eventsOf } from '../support/arbitrary-slot-story.js'
import { everyHour, inEveryStory } from './in-every-story.js'

/** A slot as a person would keep it on paper: three places, and no past. */
type Paper = {
  readonly current: Thumbprint | null
  readonly previous: Thumbprint | null
  readonly staged: { readonly certificate: Thumbprint; readonly effectiveAt: Instant } | null
}

const blank: Paper = { current: null, previous: null, staged: null }

const replacedBy = ({ current, previous }: Paper, next: Thumbprint): Paper => {
  const left = current === null || current === next ? previous : current
  return { current: next, previous: left === next ? null : left, staged: null }
}

const byTheClock = (paper: Paper, at: Instant): Paper =>
  paper.staged !== null && paper.staged.effectiveAt <= at ? replacedBy(paper, paper.staged.certificate) : paper

const written = (paper: Paper, event: AssignmentEvent): Paper => {
  switch (event.type) {
    case 'CertificateAssigned':
      return replacedBy(byTheClock(paper, event.data.effectiveFrom), event.data.certificate.thumbprint)
    case 'RolledBack':
      return replacedBy(byTheClock(paper, event.data.effectiveFrom), event.data.to.thumbprint)
    case 'RollScheduled': {
      const { certificate, effectiveAt, scheduledAt } = event.data
      return { ...byTheClock(paper, scheduledAt), staged: { certificate: certificate.thumbprint, effectiveAt } }
    }
    case 'RollRescheduled': {
      const { certificate, effectiveAt, rescheduledAt } = event.data
      return { ...byTheClock(paper, rescheduledAt), staged: { certificate: certificate.thumbprint, effectiveAt } }
    }
    case 'RollCancelled':
      return { ...byTheClock(paper, event.data.cancelledAt), staged: null }
    case 'AssignmentRemoved':
      return { ...byTheClock(paper, event.data.removedAt), current: null }
    case 'PreviousRemoved':
      return { ...byTheClock(paper, event.data.removedAt), previous: null }
    case 'RollActivated':
      return byTheClock(paper, event.data.effectiveAt)
    case 'AssignmentCorrected':
      return paper
  }
}

describe('A slot that nobody corrects', () => {
  it('shows from its last change on what paper would show', () => {
    inEveryStory((story) => {
      const first = story.findIndex(({ events }) => events.some(({ type }) => type === 'AssignmentCorrected'))
      const uncorrected = first === -1 ? story : story.slice(0, first)
      const after = uncorrected.at(-1)?.after
      const paper = eventsOf(uncorrected).reduce(written, blank)
      for (const at of everyHour.filter((hour) => hour >= (after?.lastChangeAt ?? hour))) {
        if (after === undefined) continue
        const { current, previous, staged } = slotAt(after, at)
        const expected = byTheClock(paper, at)
        expect({
          current: current?.certificate.thumbprint ?? null,
          previous: previous?.certificate.thumbprint ?? null,
          staged: staged?.certificate.thumbprint ?? null,
        }).toEqual({ ...expected, staged: expected.staged?.certificate ?? null })
      }
    })
  })
})
