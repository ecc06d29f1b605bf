import { describe, expect, it } from 'vitest'
import { asked, present } from '../../infrastructure/cli/render/asked.js'
import { now, story } from '../../infrastructure/cli/render/story.js'

describe('Diff without a second moment', () => {
  const [first] = story

  it('compares an instant with now', () => {
    const from = first?.recordedAt
    expect(asked('Diff', { from })).toEqual(asked('Diff', { from, to: now }))
    expect(asked('Diff', { from })['to']).toBe(now)
  })

  it('compares a position with the head of the log', () => {
    expect(asked('Diff', { from: '1' })).toEqual(asked('Diff', { from: '1', to: String(story.length) }))
    expect(asked('Diff', { from: '1' })['to']).toBe(story.length)
  })

  it('takes the moment that is asked for as the present', () => {
    const at = story[3]?.recordedAt ?? null
    expect(asked('Diff', { from: first?.recordedAt }, { ...present, at })['to']).toBe(at)
  })
})
