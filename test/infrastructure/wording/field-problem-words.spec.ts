import { describe, expect, it } from 'vitest'
import { fieldProblemWords } from '../../../infrastructure/wording/field-problem-words.js'
import { optionOf } from '../../../infrastructure/wording/option.js'
import { fieldProblemSamples } from './field-problem-samples.js'

const samples = Object.values(fieldProblemSamples).flat()

describe('the words for one wrong value', () => {
  it.each(samples.map((problem, index) => ({ tag: problem._tag, number: index + 1, problem })))(
    'say of $tag ($number) what is expected',
    ({ problem }) => {
      expect(fieldProblemWords(problem)).toMatch(/^\S[^\n]{10,}\.$/)
      expect(fieldProblemWords(problem)).not.toMatch(/undefined|\bnull\b|NaN|\[object|=>/)
    },
  )

  it.each([
    [
      fieldProblemSamples.ThumbprintNotUnderstood[0],
      '"B142918E" has 8 digits; a thumbprint has 40 (SHA-1) or 64 (SHA-256).',
    ],
    [
      fieldProblemSamples.ThumbprintNotUnderstood[1],
      `"${'G'.repeat(40)}" holds a character that is not a hexadecimal digit.`,
    ],
    [fieldProblemSamples.NotWholeNumber[0], 'A whole number from 1 to 10,000 is expected.'],
    [fieldProblemSamples.NotWholeNumber[1], 'A whole number of at least 0 is expected.'],
    [fieldProblemSamples.NotOneOf[0], '"xml" is not one of table or json.'],
  ])('show what was given and what would do (%#)', (problem, words) => {
    expect(fieldProblemWords(problem)).toBe(words)
  })

  it('list every type where one is not known', () => {
    expect(fieldProblemWords(fieldProblemSamples.RoleUnknown[0])).toContain('AccessEdgeExternal, ')
    expect(fieldProblemWords(fieldProblemSamples.RoleUnknown[0])).toContain(', XMPPServer.')
  })
})

describe('an option', () => {
  it.each([
    ['effectiveDate', '--effective-date'],
    ['type', '--type'],
    ['sipDomains', '--sip-domains'],
    ['file', '--path'],
    ['password', '--password-file'],
  ])('of the field %s is spelt %s', (field, option) => {
    expect(optionOf(field)).toBe(option)
  })
})
