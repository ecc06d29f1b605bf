import { describe, expect, it } from 'vitest'
import { domainEvents } from '../../domain/events.js'
import { projections } from '../../projections/catalogue.js'
import { everyEvent, onlyThese } from '../../projections/projection.js'

const types = Object.keys(domainEvents).sort()

describe('onlyThese', () => {
  const follows = () => []
  const handlers = onlyThese({ SiteConfigured: follows })

  it('keeps the handlers that it is given', () => {
    expect(handlers.SiteConfigured).toBe(follows)
  })

  it('ignores every other event type', () => {
    const others = Object.entries(handlers).filter(([type]) => type !== 'SiteConfigured')
    expect(others.map(([type]) => type).sort()).toEqual(types.filter((type) => type !== 'SiteConfigured'))
    expect(new Set(others.map(([, handler]) => handler))).toEqual(new Set(['ignored']))
  })
})

describe('everyEvent', () => {
  it('gives the same handler to every event type', () => {
    const audit = () => []
    const handlers = everyEvent(audit)
    expect(Object.keys(handlers).sort()).toEqual(types)
    expect(new Set(Object.values(handlers))).toEqual(new Set([audit]))
  })
})

describe('every projection', () => {
  it.each(projections.map((projection) => ({ name: projection.name, projection })))(
    'says of every event type what it makes of it: $name',
    ({ projection }) => {
      expect(Object.keys(projection.on).sort()).toEqual(types)
      expect(Object.values(projection.on).some((handler) => handler !== 'ignored')).toBe(true)
    },
  )
})
