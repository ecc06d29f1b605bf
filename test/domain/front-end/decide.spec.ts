import { describe, it } from 'vitest'
import type { FrontEndCommand } from '../../../domain/front-end/commands.js'
import { frontEnd } from '../../../domain/front-end/decide.js'
import type { FrontEndEvent } from '../../../domain/front-end/events.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { specification } from '../../dsl/given.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'

const given = specification(frontEnd)
const fqdn = decoded(Fqdn, 'fe01.contoso.com')

const register = (at: string): FrontEndCommand => ({ type: 'RegisterFrontEnd', data: { fqdn, at: instant(at) } })
const registered: FrontEndEvent = { type: 'FrontEndRegistered', data: { fqdn, registeredAt: instant('2026-03-01') } }

describe('RegisterFrontEnd', () => {
  it('makes the front end known', () => {
    given().when(register('2026-03-01')).then(registered)
  })

  it('records nothing for one that is known', () => {
    given(registered).when(register('2026-04-01')).thenNothing()
  })
})
