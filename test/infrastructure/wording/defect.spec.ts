import { describe, expect, it } from 'vitest'
import { defectOf } from '../../../infrastructure/wording/defect.js'

const thrownWith = (message: string): unknown => {
  try {
    throw new TypeError(message)
  } catch (thrown) {
    return thrown
  }
}

describe('the number of a defect', () => {
  it('goes by its place, not by what it was about', () => {
    const numbers = ['one', 'two'].map((message) => defectOf(thrownWith(message)).error)
    expect(numbers[0]).toEqual(numbers[1])
    expect(defectOf(new TypeError('elsewhere')).error).not.toEqual(numbers[0])
  })

  it('is there for what is no error as well, and says nothing of it', () => {
    expect(defectOf('s3cret')).toEqual({
      error: { _tag: 'Unexpected', id: expect.stringMatching(/^[0-9a-f]{8}$/) as string },
      trace: 'string',
    })
  })
})
