import { describe, it } from 'vitest'
import type { RollPolicyCommand } from '../../../domain/roll-policy/commands.js'
import { rollPolicy } from '../../../domain/roll-policy/decide.js'
import type { RollPolicyEvent, UnprovedRoll } from '../../../domain/roll-policy/events.js'
import { specification } from '../../dsl/given.js'
import { HOUR_MS, instant } from '../../support/instants.js'
import { tokenSlot } from '../../support/slot-builders.js'

const given = specification(rollPolicy)
const at = instant('2026-06-01')

const set = (unproved: UnprovedRoll, marginMs: number | null = null): RollPolicyCommand => ({
  type: 'SetRollPolicy',
  data: { slot: tokenSlot, unproved, marginMs, at },
})

const isSet = (unproved: UnprovedRoll, marginMs: number): RollPolicyEvent => ({
  type: 'RollPolicySet',
  data: { slot: tokenSlot, unproved, marginMs, setAt: at },
})

describe('SetRollPolicy', () => {
  it('begins with a warning an hour before, which is nothing new', () => {
    given().when(set('warn')).thenNothing()
    given().when(set('warn', HOUR_MS)).thenNothing()
  })

  it('sets what an unproved roll does, and keeps the margin that is not said', () => {
    given().when(set('hold')).then(isSet('hold', HOUR_MS))
    given(isSet('hold', 2 * HOUR_MS)).when(set('proceed')).then(isSet('proceed', 2 * HOUR_MS))
    given(isSet('hold', 2 * HOUR_MS)).when(set('hold', 0)).then(isSet('hold', 0))
  })

  it('records nothing for what is so already', () => {
    given(isSet('hold', 2 * HOUR_MS)).when(set('hold')).thenNothing()
    given(isSet('hold', 2 * HOUR_MS), isSet('warn', HOUR_MS)).when(set('warn', HOUR_MS)).thenNothing()
  })
})
