import { describe, expect, it } from 'vitest'
import { driftVerdict } from '../../../../infrastructure/cli/run/drift-verdict.js'
import type { QuestionAnswer } from '../../../../infrastructure/system/session.js'

const listing = (...levels: ReadonlyArray<string>): QuestionAnswer =>
  ({ position: 1, at: '', knownAt: '', drift: levels.map((level) => ({ level })) }) as never

describe('the verdict of drift list', () => {
  it('is 4 where what is in force differs, 3 where something beside it does, else 0', () => {
    expect(driftVerdict(listing('notice', 'warning', 'critical'), {})).toBe(4)
    expect(driftVerdict(listing('notice', 'warning'), {})).toBe(3)
    expect(driftVerdict(listing('notice'), {})).toBe(0)
    expect(driftVerdict(listing(), {})).toBe(0)
  })

  it('counts what --fail-on says', () => {
    expect(driftVerdict(listing('warning'), { failOn: 'critical' })).toBe(0)
    expect(driftVerdict(listing('critical'), { failOn: 'none' })).toBe(0)
  })
})
