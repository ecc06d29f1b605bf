import { describe, expect, it } from 'vitest'
import { E } from '../../../domain/prelude.js'
import { certificateRoles, parseRole } from '../../../domain/values/certificate-role.js'
import { parseScope } from '../../../domain/values/scope.js'
import { isGlobalRole, slotFromText, slotOf, slotText } from '../../../domain/values/slot.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { decoded } from '../../support/decoded.js'

const fe01 = decoded(Fqdn, 'fe01.contoso.com')
const local = certificateRoles.filter((role) => role !== 'OAuthTokenIssuer')

describe('A role (2.7)', () => {
  it('is one of the twenty of the vendor', () => {
    expect(certificateRoles).toHaveLength(20)
    expect(certificateRoles[0]).toBe('AccessEdgeExternal')
    expect(certificateRoles.at(-1)).toBe('XMPPServer')
  })

  it.each(certificateRoles)('%s is read in any case, with blanks around it (2.1)', (role) => {
    expect(parseRole(role)).toBe(role)
    expect(parseRole(role.toLowerCase())).toBe(role)
    expect(parseRole(` ${role.toUpperCase()} `)).toBe(role)
  })

  it('is refused where the vendor has no such type', () => {
    for (const text of ['', 'OAuth', 'OAuthTokenIssuers', 'constructor', '__proto__', 'toString', 'Default,Internal']) {
      expect(parseRole(text)).toBeUndefined()
    }
  })
})

describe('A scope (2.1)', () => {
  it('is global, or the FQDN of a front end, in any case', () => {
    expect(parseScope('Global')).toBe('global')
    expect(parseScope(' GLOBAL ')).toBe('global')
    expect(parseScope('FE01.Contoso.com')).toBe('fe01.contoso.com')
    expect(parseScope('fe01.contoso.com.')).toBe('fe01.contoso.com')
  })

  it('is no other scope of the vendor, no bare name and no address', () => {
    for (const text of ['', 'local', 'Site:Redmond', 'Service:Registrar:fe01.contoso.com', 'fe01', '*', '10.0.0.1']) {
      expect(parseScope(text)).toBeUndefined()
    }
  })
})

describe('A slot (F10)', () => {
  it('of OAuthTokenIssuer is global, and only global', () => {
    expect(isGlobalRole('OAuthTokenIssuer')).toBe(true)
    expect(slotOf('OAuthTokenIssuer', 'global')).toEqual(E.right({ role: 'OAuthTokenIssuer', scope: 'global' }))
    expect(slotOf('OAuthTokenIssuer', fe01)).toEqual(
      E.left({ _tag: 'ScopeNotAllowed', role: 'OAuthTokenIssuer', scope: fe01, allowed: 'global' }),
    )
  })

  it.each(local)('of %s lies on a front end', (role) => {
    expect(isGlobalRole(role)).toBe(false)
    expect(slotOf(role, fe01)).toEqual(E.right({ role, scope: fe01 }))
    expect(slotOf(role, 'global')).toEqual(
      E.left({ _tag: 'ScopeNotAllowed', role, scope: 'global', allowed: 'front end' }),
    )
  })

  it.each(certificateRoles)('of %s is read back from its text', (role) => {
    const slot = { role, scope: isGlobalRole(role) ? ('global' as const) : fe01 }
    expect(slotFromText(slotText(slot))).toEqual(slot)
  })

  it('is not read from a text that names none', () => {
    for (const text of [
      '', '@', 'OAuthTokenIssuer', 'OAuthTokenIssuer@', 'OAuthTokenIssuer@fe01.contoso.com', 'Default@global',
      'default@fe01.contoso.com', 'Default@FE01.contoso.com', 'Default@fe01.contoso.com@global',
      'Default@fe01.contoso.com@',
    ]) {
      expect(slotFromText(text)).toBeUndefined()
    }
  })
})
