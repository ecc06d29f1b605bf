import { describe, expect, it } from 'vitest'
import { described, optional, parseInput } from '../../../domain/input/field.js'
import { flagField, instantField, roleField, wordsField } from '../../../domain/input/fields.js'
import { E } from '../../../domain/prelude.js'

const fields = {
  type: roleField,
  effectiveDate: optional(instantField),
  force: flagField('go on'),
  reason: optional(wordsField('why')),
}

describe('The input of a command', () => {
  it('is read field by field; what may be left out is null, or false', () => {
    expect(parseInput(fields, { type: 'default' })).toEqual(
      E.right({ type: 'Default', effectiveDate: null, force: false, reason: null }),
    )
  })

  it('is refused with everything that is wrong, not just the first', () => {
    expect(parseInput(fields, { effectiveDate: '7/1/2026', force: 'yes', speed: 1 })).toEqual(
      E.left({
        _tag: 'InputNotUnderstood',
        problems: [
          { field: 'type', problem: { _tag: 'Missing' } },
          { field: 'effectiveDate', problem: { _tag: 'DateNotUnderstood', text: '7/1/2026', because: 'form' } },
          { field: 'force', problem: { _tag: 'NotFlag' } },
        ],
        unknown: ['speed'],
      }),
    )
  })

  it('is refused with a name that no field has, unless nothing was said under it', () => {
    const unknown = (...names: ReadonlyArray<string>) =>
      E.left({ _tag: 'InputNotUnderstood', problems: [], unknown: names })
    expect(parseInput(fields, { type: 'Default', Type: 'Default' })).toEqual(unknown('Type'))
    expect(parseInput(fields, { type: 'Default', toString: 'x' })).toEqual(unknown('toString'))
    expect(E.isRight(parseInput(fields, { type: 'Default', speed: undefined }))).toBe(true)
  })

  it('is described in other words, and read as before', () => {
    const until = described('until when', instantField)
    expect(until.description).toBe('until when')
    expect(until.parse('2026-12-01')).toEqual(instantField.parse('2026-12-01'))
  })
})
