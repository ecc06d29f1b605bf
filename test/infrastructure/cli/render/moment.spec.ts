import { describe, expect, it } from 'vitest'
import { render } from '../../../../infrastructure/cli/render/render.js'
import { Position } from '../../../../domain/values/position.js'
import type { MomentAsked } from '../../../../projections/time.js'
import { decoded } from '../../../support/decoded.js'
import { instant } from '../../../support/instants.js'
import { asked, present } from './asked.js'
import { now } from './story.js'

const shown = (moment: MomentAsked, tell = true): Promise<string> =>
  render('table', 'GetCertificate', asked('GetCertificate', {}, moment), {
    colour: false,
    width: null,
    ...(tell ? { asked: moment } : {}),
  })

const past = instant('2026-11-19')

describe('the moment of an answer', () => {
  it('stands quietly below the table where it is the present', async () => {
    expect(await shown(present)).toMatch(/\n\nPosition 9 of the log, 2026-11-20 12:00:00Z\.\n$/)
  })

  it('stands above the table where another instant was asked for', async () => {
    expect(await shown({ at: past, knownAt: null })).toMatch(
      /^As of 2026-11-19 00:00:00Z, as known at 2026-11-20 12:00:00Z \(position 9\)\.\n\n/,
    )
  })

  it('names the position that was asked for', async () => {
    expect(await shown({ at: null, knownAt: decoded(Position, 5) })).toMatch(
      /^As of 2026-11-20 12:00:00Z, as known at position 5\.\n\n/,
    )
  })

  it('names the position that an instant of the system axis came to', async () => {
    expect(await shown({ at: past, knownAt: past })).toMatch(
      /^As of 2026-11-19 00:00:00Z, as known at 2026-11-19 00:00:00Z \(position 6\)\.\n\n/,
    )
  })

  it('is told even where the same instant was asked for on both axes and nothing was recorded since', async () => {
    expect(await shown({ at: now, knownAt: now })).toMatch(/^As of /)
  })

  it('is told by the answer alone where nobody says what was asked', async () => {
    expect(await shown({ at: past, knownAt: null }, false)).toMatch(/^As of /)
    expect(await shown({ at: past, knownAt: past }, false)).toMatch(/^As of /)
    expect(await shown(present, false)).not.toMatch(/^As of /)
  })
})
