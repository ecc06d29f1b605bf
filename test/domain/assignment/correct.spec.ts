import { describe, it } from 'vitest'
import { given } from '../../dsl/slot.js'
import { instant } from '../../support/instants.js'
import {
  assignmentCorrected, assignmentRemoved, certificateAssigned, previousRemoved, rollActivated, rollCancelled,
  rollRescheduled, rollScheduled, tokenSlot, type Named,
} from '../../support/slot-builders.js'
import { correctAssignment } from '../../support/slot-commands.js'

/** A since March, B since April, C since May; corrected in June. */
const A = certificateAssigned('A', '2026-03-01')
const B = certificateAssigned('B', '2026-04-01')
const C = certificateAssigned('C', '2026-05-01')
const history = [A, B, C]
const corrected = (certificate: Named | null, from: string, to: string | null) =>
  assignmentCorrected(certificate, { from, to }, '2026-06-01')
const correct = (certificate: Named | null, from: string, to: string | null) =>
  correctAssignment(certificate, { from, to }, '2026-06-01')

describe('CorrectAssignment', () => {
  it('records what was really in force', () => {
    given(...history)
      .when(correct('D', '2026-04-10', '2026-04-20'))
      .then(corrected('D', '2026-04-10', '2026-04-20'))
  })

  it('records nothing when history says so already', () => {
    given(...history).when(correct('B', '2026-04-10', '2026-04-20')).thenNothing()
    given(...history).when(correct('B', '2026-04-01', null)).thenNothing()
    given(...history).when(correct(null, '2026-02-01', '2026-03-01')).thenNothing()
    given(...history, corrected('D', '2026-04-10', '2026-04-20'))
      .when(correct('D', '2026-04-10', '2026-04-20'))
      .thenNothing()
    given(...history, corrected('D', '2026-04-10', '2026-04-20'))
      .when(correct('D', '2026-04-12', '2026-04-15'))
      .thenNothing()
    given().when(correct(null, '2026-02-01', null)).thenNothing()
  })

  it('refuses a correction of the future: that is what a roll is for', () => {
    given(...history).when(correct('D', '2026-06-01 00:00:00.001Z', null)).thenRejects({
      _tag: 'CorrectionInFuture',
      slot: tokenSlot,
      validFrom: instant('2026-06-01 00:00:00.001Z'),
      validTo: null,
      at: instant('2026-06-01'),
    })
    given(...history).when(correct('D', '2026-05-20', '2026-06-02')).thenRejects({
      _tag: 'CorrectionInFuture',
      slot: tokenSlot,
      validFrom: instant('2026-05-20'),
      validTo: instant('2026-06-02'),
      at: instant('2026-06-01'),
    })
  })

  it('reaches up to now', () => {
    given(...history)
      .when(correct('D', '2026-05-20', '2026-06-01'))
      .then(corrected('D', '2026-05-20', '2026-06-01'))
    given(...history).when(correct('D', '2026-06-01', null)).then(corrected('D', '2026-06-01', null))
  })

  it('refuses an interval that holds no instant', () => {
    const empty = { _tag: 'CorrectionIntervalEmpty' as const, slot: tokenSlot }
    given(...history).when(correct('D', '2026-04-10', '2026-04-10')).thenRejects({
      ...empty, validFrom: instant('2026-04-10'), validTo: instant('2026-04-10'),
    })
    given(...history).when(correct('D', '2026-04-10', '2026-04-09')).thenRejects({
      ...empty, validFrom: instant('2026-04-10'), validTo: instant('2026-04-09'),
    })
  })

  it('puts the record of a roll that took effect in front', () => {
    given(A, rollScheduled('B', '2026-04-01', '2026-05-01'))
      .when(correct('D', '2026-04-10', '2026-04-20'))
      .then(rollActivated('B', '2026-05-01', '2026-06-01'), corrected('D', '2026-04-10', '2026-04-20'))
  })
})

describe('A correction inside one reign', () => {
  const known = [...history, corrected('D', '2026-04-10', '2026-04-20')]

  it('holds from its first instant to just before its last (half-open)', () => {
    given(...known).at('2026-04-09 23:59:59.999Z').shows({ current: 'B', previous: 'A' })
    given(...known).at('2026-04-10').shows({ current: 'D', previous: 'B' })
    given(...known).at('2026-04-19 23:59:59.999Z').shows({ current: 'D', previous: 'B' })
    given(...known).at('2026-04-20').shows({ current: 'B', previous: 'D' })
    given(...known).at('2026-05-01').shows({ current: 'C', previous: 'B' })
  })

  it('says since when each stands there', () => {
    given(...known).at('2026-04-05').showsCurrentSince('2026-04-01')
    given(...known).at('2026-04-15').showsCurrentSince('2026-04-10')
    given(...known).at('2026-04-25').showsCurrentSince('2026-04-20')
    given(...known).at('2026-05-02').showsCurrentSince('2026-05-01')
  })
})

describe('A correction across two reigns', () => {
  const known = [...history, corrected('D', '2026-04-15', '2026-05-15')]

  it('ends the first sooner and begins the second later', () => {
    given(...known).at('2026-04-14').shows({ current: 'B', previous: 'A' })
    given(...known).at('2026-04-15').shows({ current: 'D', previous: 'B' })
    given(...known).at('2026-05-01').shows({ current: 'D', previous: 'B' })
    given(...known).at('2026-05-15').shows({ current: 'C', previous: 'D' })
    given(...known).at('2026-05-15').showsCurrentSince('2026-05-15')
  })

  it('lengthens a reign: the change came later than was recorded', () => {
    const late = [...history, corrected('B', '2026-05-01', '2026-05-15')]
    given(...late).at('2026-05-10').shows({ current: 'B', previous: 'A' })
    given(...late).at('2026-05-10').showsCurrentSince('2026-04-01')
    given(...late).at('2026-05-15').shows({ current: 'C', previous: 'B' })
    given(...late).at('2026-05-15').showsCurrentSince('2026-05-15')
  })

  it('shortens a reign: the change came sooner than was recorded', () => {
    const soon = [...history, corrected('C', '2026-04-15', null)]
    given(...soon).at('2026-04-14').shows({ current: 'B', previous: 'A' })
    given(...soon).at('2026-04-15').shows({ current: 'C', previous: 'B' })
    given(...soon).at('2026-05-15').shows({ current: 'C', previous: 'B' })
    given(...soon).at('2026-05-15').showsCurrentSince('2026-04-15')
  })

  it('takes out a whole reign: the one before is previous of the one after', () => {
    const skipped = [...history, corrected('A', '2026-04-01', '2026-05-01')]
    given(...skipped).at('2026-04-15').shows({ current: 'A' })
    given(...skipped).at('2026-05-01').shows({ current: 'C', previous: 'A' })
  })
})

describe('A correction that leaves its end open', () => {
  it('lasts until the next change', () => {
    given(...history, corrected('D', '2026-04-10', null))
      .at('2026-04-30')
      .shows({ current: 'D', previous: 'B' })
    given(...history, corrected('D', '2026-04-10', null))
      .at('2026-05-01')
      .shows({ current: 'C', previous: 'D' })
  })

  it('lasts on where nothing follows, and the next assignment counts it as the one before', () => {
    const known = [...history, corrected('D', '2026-05-10', null)]
    given(...known).at('2026-07-01').shows({ current: 'D', previous: 'C' })
    given(...known, certificateAssigned('E', '2026-08-01'))
      .at('2026-08-01')
      .shows({ current: 'E', previous: 'D' })
  })
})

describe('A correction before the first assignment', () => {
  it('lasts until that assignment where its end is open', () => {
    const known = [...history, corrected('D', '2026-02-01', null)]
    given(...known).at('2026-01-31').shows({})
    given(...known).at('2026-02-01').shows({ current: 'D' })
    given(...known).at('2026-03-01').shows({ current: 'A', previous: 'D' })
    given(...known).at('2026-04-01').shows({ current: 'B', previous: 'A' })
  })

  it('leaves the slot empty between its end and that assignment', () => {
    const known = [...history, corrected('D', '2026-02-01', '2026-02-10')]
    given(...known).at('2026-02-09 23:59:59.999Z').shows({ current: 'D' })
    given(...known).at('2026-02-10').shows({})
    given(...known).at('2026-03-01').shows({ current: 'A' })
  })

  it('fills a slot that nobody has touched', () => {
    given(corrected('D', '2026-02-01', '2026-02-10')).at('2026-02-05').shows({ current: 'D' })
    given(corrected('D', '2026-02-01', '2026-02-10')).at('2026-02-10').shows({})
    given(corrected('D', '2026-02-01', null)).at('2026-06-01').shows({ current: 'D' })
  })
})

describe('A correction to nobody', () => {
  it('empties the slot for its interval; nobody is previous of nobody', () => {
    const known = [...history, corrected(null, '2026-04-10', '2026-04-20')]
    given(...known).at('2026-04-10').shows({ previous: 'A' })
    given(...known).at('2026-04-20').shows({ current: 'B', previous: 'A' })
    given(...known).at('2026-04-20').showsCurrentSince('2026-04-20')
  })

  it('takes out the first reign', () => {
    given(...history, corrected(null, '2026-03-01', null)).at('2026-03-15').shows({})
    given(...history, corrected(null, '2026-03-01', null)).at('2026-04-01').shows({ current: 'B' })
  })
})

describe('A correction while a roll is staged', () => {
  const stagedC = rollScheduled('C', '2026-05-01', '2026-08-01')
  const known = [A, B, stagedC]

  it('leaves the roll as it is planned', () => {
    const late = [...known, corrected('D', '2026-05-15', null)]
    given(...late).at('2026-05-10').shows({ current: 'B', previous: 'A', staged: 'C' })
    given(...late).at('2026-05-15').shows({ current: 'D', previous: 'B', staged: 'C' })
    given(...late).at('2026-08-01').shows({ current: 'C', previous: 'D' })
  })

  it('keeps the corrected holder when the roll moves or is cancelled', () => {
    const late = [...known, corrected('D', '2026-05-15', null)]
    const moved = rollRescheduled('C', '2026-06-10', { from: '2026-08-01', to: '2026-09-01' })
    given(...late, moved).at('2026-08-15').shows({ current: 'D', previous: 'B', staged: 'C' })
    given(...late, moved).at('2026-09-01').shows({ current: 'C', previous: 'D' })
    given(...late, rollCancelled('C', '2026-06-10', 'requested'))
      .at('2026-09-01')
      .shows({ current: 'D', previous: 'B' })
  })

  it('ends before it where it ends before it', () => {
    const early = [...known, corrected('D', '2026-04-10', '2026-04-20')]
    given(...early).at('2026-04-15').shows({ current: 'D', previous: 'B' })
    given(...early).at('2026-05-01').shows({ current: 'B', previous: 'D', staged: 'C' })
    given(...early).at('2026-08-01').shows({ current: 'C', previous: 'B' })
  })

  it('says who was really current after a roll that was recorded as taken effect', () => {
    const activated = [...known, rollActivated('C', '2026-08-01', '2026-08-01')]
    const failed = assignmentCorrected('B', { from: '2026-08-01', to: '2026-08-03' }, '2026-08-05')
    given(...activated, failed).at('2026-07-31').shows({ current: 'B', previous: 'A', staged: 'C' })
    given(...activated, failed).at('2026-08-01').shows({ current: 'B', previous: 'A' })
    given(...activated, failed).at('2026-08-03').shows({ current: 'C', previous: 'B' })
    given(...activated, failed).at('2026-08-03').showsCurrentSince('2026-08-03')
  })
})

describe('A correction and what was removed', () => {
  it('does not bring a removed previous certificate back', () => {
    const known = [A, B, previousRemoved('A', '2026-04-10'), corrected('D', '2026-03-10', '2026-03-20')]
    given(...known).at('2026-04-05').shows({ current: 'B', previous: 'A' })
    given(...known).at('2026-04-10').shows({ current: 'B' })
    given(...known).at('2026-05-01').shows({ current: 'B' })
  })

  it('does not bring it back where the slot changed again at the same instant', () => {
    const stagedC = rollScheduled('C', '2026-04-10', '2026-08-01')
    const known = [A, B, previousRemoved('A', '2026-04-10'), stagedC, corrected('D', '2026-03-10', '2026-03-20')]
    given(...known).at('2026-04-10').shows({ current: 'B', staged: 'C' })
    given(...known).at('2026-08-01').shows({ current: 'C', previous: 'B' })
  })

  it('removes the certificate that was removed, not the one that stands there by the correction', () => {
    const known = [A, B, previousRemoved('A', '2026-04-10'), corrected('D', '2026-04-05', '2026-04-20')]
    given(...known).at('2026-04-05').shows({ current: 'D', previous: 'B' })
    given(...known).at('2026-04-10').shows({ current: 'D', previous: 'B' })
    given(...known).at('2026-04-20').shows({ current: 'B', previous: 'D' })
  })

  it('removes nothing more where the slot changes again at the instant of the removal', () => {
    const corrected10 = assignmentCorrected('D', { from: '2026-04-05', to: null }, '2026-04-10')
    const known = [A, B, previousRemoved('A', '2026-04-10'), corrected10, assignmentRemoved('D', '2026-04-10')]
    given(...known).at('2026-04-10').shows({ previous: 'B' })
  })

  it('fills the place of a removed assignment only within its interval', () => {
    const known = [A, assignmentRemoved('A', '2026-04-01'), corrected('D', '2026-04-10', '2026-04-20')]
    given(...known).at('2026-04-05').shows({})
    given(...known).at('2026-04-15').shows({ current: 'D' })
    given(...known).at('2026-04-20').shows({})
    given(...known, C).at('2026-06-02').shows({ current: 'C' })
  })
})

describe('Corrections of corrections', () => {
  it('let the one that was recorded later win', () => {
    const known = [...history, corrected('D', '2026-04-10', '2026-04-20'), corrected('E', '2026-04-15', '2026-04-25')]
    given(...known).at('2026-04-12').shows({ current: 'D', previous: 'B' })
    given(...known).at('2026-04-15').shows({ current: 'E', previous: 'D' })
    given(...known).at('2026-04-25').shows({ current: 'B', previous: 'E' })
  })

  it('can be taken back', () => {
    const known = [...history, corrected('D', '2026-04-10', '2026-04-20'), corrected('B', '2026-04-10', '2026-04-20')]
    given(...known).at('2026-04-15').shows({ current: 'B', previous: 'A' })
    given(...known).at('2026-05-01').shows({ current: 'C', previous: 'B' })
  })

  it('keep the certificate between two changes of one instant as previous of the second', () => {
    const known = [A, B, certificateAssigned('C', '2026-04-01')]
    given(...known).at('2026-04-01').shows({ current: 'C', previous: 'B' })
    given(...known, corrected('D', '2026-03-10', '2026-03-20'))
      .at('2026-04-01')
      .shows({ current: 'C', previous: 'B' })
  })

  it('forget the certificate between two changes of one instant where they tell another second', () => {
    const known = [A, B, certificateAssigned('C', '2026-04-01')]
    given(...known, corrected('D', '2026-04-01', null)).at('2026-04-01').shows({ current: 'D', previous: 'A' })
    given(...known, corrected('B', '2026-04-01', null)).at('2026-04-01').shows({ current: 'B', previous: 'A' })
  })
})
